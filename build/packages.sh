# shellcheck shell=bash disable=SC2154 # root, artifacts, backend and log are set by prepare.sh
# Debian packages: installed through apt-get when they are missing, and only those.

readonly TESTED_LIBTORCH=1.13.

# required_packages BACKEND TARGET: one name a line.
required_packages() {
    if [[ $1 == System ]]; then
        # A libtorch of the user's own brings its own BLAS, too.
        [[ -n ${TORCH_ROOT-} ]] || printf '%s\n' libtorch-dev libopenblas0-openmp
    fi
    echo libvips42
    # What the worker's tests share a queue on, and look at its dashboard with; pictures that tests train on.
    [[ $2 != tests ]] || printf '%s\n' postgresql chromium dataset-fashion-mnist
}

# missing_packages BACKEND TARGET: those of required_packages that dpkg does not call installed. Empty
# where there is no dpkg: then the user supplies them by other means.
missing_packages() {
    command -v dpkg-query >/dev/null || return 0
    local package required
    required=$(required_packages "$1" "$2")
    for package in $required; do
        [[ $(package_field "$package" 'db:Status-Status') == installed ]] || echo "$package"
    done
}

package_field() { dpkg-query --show --showformat="\${$2}" "$1" 2>/dev/null || true; }

# install_packages BACKEND TARGET
install_packages() {
    local missing as_root
    missing=$(missing_packages "$1" "$2" | paste -sd ' ')
    [[ -n $missing ]] || return 0
    as_root=$(root_prefix) || fail 1 "the system packages $missing are missing and this user may not install them; run 'sudo apt-get install --yes --no-install-recommends $missing' once, then this again."
    say "installing $missing with apt-get"
    finish_interrupted_dpkg "$as_root"
    # shellcheck disable=SC2086 # words on purpose: an optional prefix and a list of names
    {
        logged $as_root apt-get update ||
            say "apt-get update failed; trying with the package lists that are here."
        logged $as_root env DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends $missing ||
            fail 1 "apt-get could not install $missing (its output ends above, all of it is in $log); install them with '${as_root:+$as_root }apt-get install --yes --no-install-recommends $missing', then run this again."
    }
}

# dpkg refuses all work after it was killed, until this was done.
finish_interrupted_dpkg() {
    [[ -n $(dpkg --audit 2>/dev/null) ]] || return 0
    # shellcheck disable=SC2086 # an optional prefix
    logged $1 dpkg --configure -a || say "dpkg --configure -a failed; apt-get will say why."
}

# root_prefix: what to put before a command that needs root; fails where there is no way.
root_prefix() {
    [[ $(id -u) == 0 ]] && return 0
    command -v sudo >/dev/null && sudo -n true 2>/dev/null || return 1
    echo 'sudo -n'
}

# system_torch_available: the tested libtorch is installed, or apt knows it.
system_torch_available() {
    [[ -n ${TORCH_ROOT-} ]] && return 0
    command -v dpkg-query >/dev/null && command -v apt-get >/dev/null || return 1
    [[ $(package_field libtorch-dev Version) == "$TESTED_LIBTORCH"* ]] && return 0
    apt_offers_torch && return 0
    # A fresh image has no package lists yet.
    local as_root
    as_root=$(root_prefix) || return 1
    # shellcheck disable=SC2086 # an optional prefix
    logged $as_root apt-get update && apt_offers_torch
}

apt_offers_torch() {
    [[ $(apt-cache policy libtorch-dev 2>/dev/null) == *"Candidate: $TESTED_LIBTORCH"* ]]
}

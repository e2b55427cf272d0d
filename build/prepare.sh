# shellcheck shell=bash
# Prepares the machine and the build, once. Sourced by ./nlp-transfer and ./test, which set $root.
# After `prepare TARGET OPTION`, $backend names the supplier of torch and everything for TARGET
# (cli or tests) is built under artifacts/$backend.

artifacts=${root:?}/artifacts
backend=
log=$artifacts/prepare.log

for part in messages tools packages supplier stamp build; do
    # shellcheck source=/dev/null
    source "$root/build/$part.sh"
done

# prepare TARGET TORCH_OPTION
prepare() {
    local wanted
    wanted=$(wanted_supplier "$2")
    backend=${wanted:-$(remembered_supplier)}
    [[ -n $backend ]] && is_prepared "$1" && return
    lock
    # dotnet answers an interrupt with an ordinary exit code, after which bash would go on.
    trap 'exit 130' INT
    prepare_locked "$1" "$wanted"
    trap - INT
    unlock
}

prepare_locked() {
    : >"$log"
    backend=$2
    [[ -n $backend ]] || choose_supplier
    # Another launch may have done it while this one waited.
    is_prepared "$1" && return
    require_tools "$backend"
    say "preparing, once (torch from $backend; details in $log)"
    install_packages "$backend" "$1"
    build "$1"
    [[ -n $2 ]] || remember_supplier "$backend"
    say "ready after $SECONDS s"
}

# The children inherit the lock on purpose: if this script is killed and its compiler lives on, the
# next launch waits for that compiler instead of writing beside it. So no build server may stay
# behind (see dotnet_quietly): it would hold the lock for minutes.
lock() {
    if ! mkdir -p "$artifacts" 2>/dev/null || [[ ! -w $artifacts ]]; then
        fail 1 "the preparation writes to $artifacts, where this user may not; prepare once as the folder's owner, or copy the repository."
    fi
    exec 9>>"$artifacts/.lock"
    flock --nonblock 9 && return
    say "another preparation is under way; waiting for it"
    flock 9
}

unlock() { exec 9>&-; }

# logged COMMAND...: output to the log; its end is shown when the command fails.
logged() {
    local code=0 start
    start=$(wc -c <"$log")
    "$@" >>"$log" 2>&1 </dev/null || code=$?
    ((code == 0)) || tail -c "+$((start + 1))" "$log" | grep -v '^$' | tail -n 25 >&2
    return "$code"
}

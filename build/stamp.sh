# shellcheck shell=bash disable=SC2154 # root, artifacts, backend and log are set by prepare.sh
# A stamp says: the outputs of TARGET were built, completely, from these inputs. It is written
# last and in one step, so a preparation that was killed has none.

# inputs_key TARGET: hash of everything the build of TARGET depends on. Sizes and times instead of
# contents keep it at a few milliseconds.
inputs_key() {
    local folders=(src build)
    [[ $1 == tests ]] && folders+=(tests)
    {
        printf '%s\n' "$1" "$root" "$backend" "${TORCH_ROOT-}" "${TorchSharpAssembly-}" "$(installed_sdks)"
        (
            cd "$root" || exit
            find "${folders[@]}" -type f -printf '%p %s %T@\n'
            find . -maxdepth 1 -type f \( -name 'Directory.*' -o -name '*.sln' -o -name global.json -o -iname nuget.config \) -printf '%p %s %T@\n'
        ) | LC_ALL=C sort
    } | sha256sum | cut -d ' ' -f 1
}

stamp_file() { echo "$artifacts/$backend/.prepared-$1"; }

# is_prepared TARGET: reads only, so that it also works for a user who may not write here.
is_prepared() {
    local stamp recorded
    stamp=$(stamp_file "$1")
    [[ -r $stamp ]] && read -r recorded <"$stamp" || return 1
    [[ $recorded == "$(inputs_key "$1")" && -x $(executable) && -z $(missing_packages "$backend" "$1") ]]
}

executable() { echo "$artifacts/$backend/bin/NlpTransfer.Cli/release/nlp-transfer"; }

# The marker of a build under way. A compiler that is killed leaves cut-off files which look newer
# than their sources; so what an unfinished build left is deleted, not trusted. The shim has its own
# such rule in shim.sh.
begin_build() {
    local unfinished=$artifacts/$backend/.unfinished
    rm -f "$artifacts/$backend"/.prepared-*
    if [[ -e $unfinished ]]; then
        say "the last preparation was interrupted; starting again from clean outputs"
        rm -rf "${artifacts:?}/${backend:?}"/{bin,obj}
    fi
    mkdir -p "$artifacts/$backend"
    : >"$unfinished"
}

# A build that ended by itself, even in errors, left nothing cut off.
end_build() { rm -f "$artifacts/$backend/.unfinished"; }

# write_atomically FILE TEXT
write_atomically() {
    printf '%s\n' "$2" >"$1.$$"
    mv -f "$1.$$" "$1"
}

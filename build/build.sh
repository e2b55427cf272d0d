# shellcheck shell=bash disable=SC2154 # root, artifacts, backend and log are set by prepare.sh
# The build proper: native shim, restore, Release build, and a smoke run where a package supplies torch.

# build TARGET
build() {
    local target code=0
    local -A keys
    # Taken before, so that an edit made during the build is built next time.
    for target in $(targets_of "$1"); do keys[$target]=$(inputs_key "$target"); done
    begin_build
    build_steps "$1" || code=$?
    ((code == 0)) || build_failed "$code"
    end_build
    for target in "${!keys[@]}"; do write_atomically "$(stamp_file "$target")" "${keys[$target]}"; done
}

# The solution that holds the tests holds the command line, too.
targets_of() {
    if [[ $1 == tests ]]; then echo cli tests; else echo cli; fi
}

build_steps() {
    local project=src/NlpTransfer.Cli/NlpTransfer.Cli.csproj
    [[ $1 == tests ]] && project=NlpTransfer.sln
    if [[ $backend == System ]]; then
        say "building the native shim"
        logged bash "$root/build/shim.sh" "$artifacts/$backend/shim" || return
    fi
    say "restoring packages"
    logged dotnet_quietly restore "$project" "-p:TorchBackend=$backend" || return
    fetch_ahead_compiler
    say "building"
    logged dotnet_quietly build "$project" --no-restore --configuration Release "-p:TorchBackend=$backend" || return
    [[ $backend == System ]] || smoke_run
}

# A build that ended by itself left nothing cut off, and the next one goes on from it. One whose
# compiler was killed (by a person, or for memory) did.
build_failed() {
    (($1 >= 128)) && exit "$1"
    grep -qE 'MSB6006|No space left' "$log" || end_build
    fail 1 "the preparation failed; its output ends above, all of it is in $log."
}

# With it the program is compiled before it starts. Without it everything works, so that what hinders the download only goes to the log.
fetch_ahead_compiler() {
    local seconds=90
    (cd "$root" && DOTNET_CLI_TELEMETRY_OPTOUT=1 timeout "$seconds" dotnet restore build/ahead/Ahead.csproj "-p:TorchBackend=$backend" -nodeReuse:false -verbosity:minimal) >>"$log" 2>&1 </dev/null ||
        echo "no ahead-of-time compiler: the program will be compiled each time it starts" >>"$log"
}

# smoke_run: the package trains one step as recorded.
smoke_run() {
    logged dotnet_quietly build src/Compat/SmokeRun/SmokeRun.csproj --configuration Release "-p:TorchBackend=$backend" &&
        logged "$artifacts/$backend/bin/SmokeRun/release/SmokeRun" "${backend,,}"
}

dotnet_quietly() {
    (
        # dotnet takes the SDK that global.json in the working directory names.
        cd "$root" || exit
        export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_USE_MSBUILD_SERVER=0
        dotnet "$1" "${@:2}" -nodeReuse:false -p:UseSharedCompilation=false -verbosity:minimal
    )
}

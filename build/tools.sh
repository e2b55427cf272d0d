# shellcheck shell=bash
# Tools that nobody but the user can choose to install. System packages are in packages.sh.

# require_tools BACKEND: the .NET SDK always; a C++ compiler and cmake where the shim is built.
require_tools() {
    local missing=() remedies=()
    if ! installed_sdks | grep -q '^10\.0\.'; then
        missing+=("the .NET SDK 10")
        remedies+=("the SDK from https://dotnet.microsoft.com/download/dotnet/10.0")
    fi
    if [[ $1 == System ]]; then
        local tool packages=()
        for tool in g++ cmake; do
            command -v "$tool" >/dev/null || packages+=("$tool")
        done
        if ((${#packages[@]})); then
            missing+=("${packages[@]}")
            remedies+=("'apt-get install --yes ${packages[*]}' as root")
        fi
    fi
    ((${#missing[@]} == 0)) && return
    fail 1 "missing on this machine: $(join ', ' "${missing[@]}"); install with $(join ' and ' "${remedies[@]}"), then run this again."
}

installed_sdks() {
    command -v dotnet >/dev/null || return 0
    dotnet --list-sdks 2>/dev/null
}

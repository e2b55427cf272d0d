#!/usr/bin/env bash
# shim.sh FOLDER: FOLDER/libnlptransfer_torch.so is there and up to date afterwards. The one way the
# native shim is built: the launcher calls it, and so does MSBuild. TORCH_ROOT names a libtorch of
# the user's own; without it, the system's.
set -euo pipefail

folder=$(mkdir -p "$1" && cd "$1" && pwd)
source=$(cd "$(dirname "${BASH_SOURCE[0]}")/../src/Compat/libtorch-shim" && pwd)
library=libnlptransfer_torch.so

fail() {
    echo "shim.sh: error : $*" >&2
    exit 1
}

# What the library depends on. A libtorch that changes has another size or time.
key() {
    {
        echo "$source ${TORCH_ROOT-}"
        stat -L -c '%n %s %Y' "${TORCH_ROOT:-/usr}"/lib/{,x86_64-linux-gnu/}libtorch_cpu.so 2>/dev/null || true
        find "$source" -type f -printf '%p %s %T@\n' | LC_ALL=C sort
    } | sha256sum | cut -d ' ' -f 1
}

up_to_date() { [[ -f $folder/$library && -f $folder/key && $(<"$folder/key") == "$1" ]]; }

compile() {
    local tool
    for tool in cmake g++; do
        command -v "$tool" >/dev/null || fail "$tool is missing; install it with 'apt-get install --yes $tool'."
    done
    # Always from an empty folder: a build that was killed leaves cut-off object files behind, and
    # a cmake cache remembers paths and a libtorch that may be others by now.
    rm -rf "$folder/build"
    cmake -S "$source" -B "$folder/build" -DCMAKE_BUILD_TYPE=Release -DTORCH_ROOT="${TORCH_ROOT-}" ||
        fail "cmake could not configure the native shim; is libtorch-dev installed, or TORCH_ROOT right ('${TORCH_ROOT-}')?"
    cmake --build "$folder/build" --parallel "$(nproc)" || fail "the native shim did not compile; TORCH_ROOT is '${TORCH_ROOT-}' (empty: the libtorch of the system)."
}

publish() {
    rm -f "$folder/key"
    cp "$folder/build/$library" "$folder/$library.new"
    mv -f "$folder/$library.new" "$folder/$library"
    echo "$1" >"$folder/key.new"
    mv -f "$folder/key.new" "$folder/key"
    rm -rf "$folder/build"
}

exec 8>>"$folder/.lock"
flock 8
wanted=$(key)
up_to_date "$wanted" && exit 0
compile
publish "$wanted"

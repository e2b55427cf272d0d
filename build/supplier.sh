# shellcheck shell=bash disable=SC2154 # root, artifacts, backend and log are set by prepare.sh
# Who supplies torch: the user's word (--torch, then TorchBackend), else what this machine has.

# named_supplier NAME ALLOWED...: the name in its own spelling, whatever case it was given in.
named_supplier() {
    local name=$1 allowed
    shift
    for allowed in "$@"; do
        if [[ ${name,,} == "${allowed,,}" ]]; then
            echo "$allowed"
            return
        fi
    done
    return 1
}

# wanted_supplier OPTION: empty when neither the option nor the environment names one.
wanted_supplier() {
    if [[ -n $1 ]]; then
        named_supplier "$1" System Cpu Cuda ||
            fail 2 "--torch is '$1'; it must be system, cpu or cuda."
    elif [[ -n ${TorchBackend-} ]]; then
        named_supplier "$TorchBackend" System Cpu Cuda Assembly ||
            fail 2 "the environment variable TorchBackend is '$TorchBackend'; it must be System, Cpu, Cuda or Assembly."
    fi
}

# The automatic choice costs a restore where a driver is present, so it is kept; it is made
# again when what it rests on changes, or when artifacts/supplier is deleted.
remembered_supplier() {
    local name facts
    [[ -r $artifacts/supplier ]] && IFS='|' read -r name facts <"$artifacts/supplier" || return 0
    [[ $facts == "$(supplier_facts)" ]] && echo "$name"
    return 0
}

remember_supplier() { write_atomically "$artifacts/supplier" "$1|$(supplier_facts)"; }

supplier_facts() {
    local driver=none
    nvidia_driver_present && driver=nvidia
    echo "driver=$driver torch_root=${TORCH_ROOT-}"
}

nvidia_driver_present() { [[ -e ${NLPTRANSFER_PROC:-/proc}/driver/nvidia/version ]]; }

# choose_supplier: sets $backend to the first that works.
choose_supplier() {
    backend=$(remembered_supplier)
    [[ -z $backend ]] || return 0
    if nvidia_driver_present && package_works Cuda; then
        backend=Cuda
    elif system_torch_available; then
        backend=System
    elif package_works Cpu; then
        backend=Cpu
    else
        fail 1 "no supplier of torch: apt-get offers no libtorch-dev ${TESTED_LIBTORCH}x, and the package TorchSharp-cpu could not be restored (see $log). Set TORCH_ROOT to an unpacked libtorch, or give NuGet a feed that has TorchSharp-cpu."
    fi
}

# package_works BACKEND: it restores, and trains one step as recorded.
package_works() {
    local code=0
    backend=$1
    say "trying the TorchSharp package for $1"
    begin_build
    logged dotnet_quietly restore src/Compat/SmokeRun/SmokeRun.csproj "-p:TorchBackend=$1" && smoke_run || code=$?
    ((code >= 128)) && exit "$code"
    end_build
    ((code == 0)) && return
    say "the package for $1 could not be restored or did not train as recorded (see $log); trying the next supplier."
    return 1
}

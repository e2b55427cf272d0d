# shellcheck shell=bash disable=SC2154 # root, artifacts, backend and log are set by prepare.sh
# Runs the built test executables, one project after the other, and adds up.

passed=0
failed=0
skipped=0

run_tests() {
    local project
    mkdir -p "$artifacts/$backend/test-results"
    for project in $(test_projects); do run_project "$project"; done
    printf '\n%s\n' "$(totals "$passed" "$failed" "$skipped")"
    ((failed == 0))
}

# The subset's own tests need the subset.
test_projects() {
    local project name
    for project in "$root"/tests/*/*.Tests.csproj; do
        name=$(basename "$project" .csproj)
        [[ $backend != System && $name == TorchSharp.Subset.Tests ]] || echo "$name"
    done
}

run_project() {
    local name=$1 report code=0 started=$SECONDS ran=0 bad=0 left_out=0
    report=$artifacts/$backend/test-results/$name.xml
    rm -f "$report"
    printf '\n== %s\n' "$name"
    timeout --foreground --kill-after=30 "$(time_limit)" \
        "$artifacts/$backend/bin/$name/release/$name" -noLogo -noColor -xml "$report" </dev/null || code=$?
    ((code == 130)) && exit 130
    if ! read_report "$report" || ((code != 0 && bad == 0)); then
        printf '%s\n' "$name: its runner failed $(reason "$code"); this counts as one failure."
        bad=1
    fi
    ((passed += ran, failed += bad, skipped += left_out, 1))
    printf -- '-- %s: %s (%d s)\n' "$name" "$(totals "$ran" "$bad" "$left_out")" "$((SECONDS - started))"
}

# A project that hangs must not hang the whole.
time_limit() { if [[ ${NLPTRANSFER_FULL-} == 1 ]]; then echo 6h; else echo 40m; fi; }

reason() {
    if (($1 == 124 || $1 == 137)); then
        echo "with exit code $1 (killed, or over its time of $(time_limit))"
    else
        echo "with exit code $1"
    fi
}

# read_report FILE: sets the caller's ran, bad and left_out from the sums in the report's
# <assembly> element. Fails without one, as after a runner that died.
read_report() {
    local sums errors
    sums=$(grep -o -m 1 '<assembly [^>]*>' "$1" 2>/dev/null) &&
        ran=$(attribute passed "$sums") &&
        bad=$(attribute failed "$sums") &&
        errors=$(attribute errors "$sums") &&
        left_out=$(attribute skipped "$sums") &&
        ((bad += errors, 1))
}

attribute() {
    [[ $2 =~ [[:space:]]$1=\"([0-9]+)\" ]] && echo "${BASH_REMATCH[1]}"
}

# totals PASSED FAILED SKIPPED
totals() {
    printf '%d passed, %d failed' "$1" "$2"
    (($3 == 0)) || printf ', %d skipped' "$3"
}

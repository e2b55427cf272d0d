# shellcheck shell=bash
# What people read while the machine is prepared: everything on standard error, because
# standard output belongs to the command that follows.

say() { printf 'nlp-transfer: %s\n' "$*" >&2; }

# fail CODE SENTENCE: exit codes as everywhere (1 the work failed, 2 wrong use).
fail() {
    local code=$1
    shift
    say "$*"
    exit "$code"
}

# join SEPARATOR WORD...: joined with a separator of any length.
join() {
    local separator=$1 text=${2-}
    shift 2
    printf '%s' "$text" "${@/#/$separator}"
}

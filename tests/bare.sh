#!/usr/bin/env bash
# Both commands of README.md on a bare machine: a new Debian root that has a Rust toolchain, a C compiler and git, and
# nothing else. No font, no browser and no cache of this machine is in it, so nothing passes because it happens to be here.
#
#   tests/bare.sh            the commit that is checked out, in a root that is removed at the end
#   BARE_ROOT=/path …        the root is made there and stays, for a look at what failed
#   BARE_SUITE=trixie …      another Debian than this machine's
#
# It needs root, a Debian with debootstrap (installed when it is missing) and about 8 GB. How this machine reaches its
# package registries is taken over into the root: sources and settings of apt, settings of npm, pip and cargo,
# certificates, names of hosts, variables. Mounts are in a namespace of their own, which ends with this script.
set -euo pipefail

say() { printf '\n== %s\n' "$*"; }
fail() { printf '\nerror: %s\n' "$*" >&2; exit 1; }

[ "$(id -u)" = 0 ] || fail "a root can only be made by root"
if [ "${1:-}" != --in-namespace ]; then
  exec unshare --mount --propagation private --pid --fork --kill-child --mount-proc "$(realpath "$0")" --in-namespace
fi

repository="$(realpath "$(dirname "$0")/..")"
suite="${BARE_SUITE:-$(. /etc/os-release && echo "${VERSION_CODENAME:-trixie}")}"
sysroot="$(rustc --print sysroot)"
if [ -n "${BARE_ROOT:-}" ]; then
  root="$BARE_ROOT"
  mkdir -p "$root"
else
  root="$(mktemp -d "${TMPDIR:-/tmp}/lutrin-bare-XXXXXX")"
  # `--lazy` takes away mounts in use as well: `--one-file-system` does not stop at one from the same disk, like the toolchain.
  trap 'umount -R --lazy "$root/proc" "$root/dev" "$root$sysroot" 2>/dev/null || true; rm -rf --one-file-system "$root"' EXIT
fi

say "A new Debian ($suite) in $root"
command -v debootstrap >/dev/null || { apt-get update -q && apt-get install -y -q --no-install-recommends debootstrap; }
# Where this machine gets Debian from, as lines of a sources.list: `deb ADDRESS RELEASE COMPONENT`.
sources="$(apt-get indextargets --format 'deb $(SITE) $(RELEASE) $(COMPONENT)' 'Identifier: Packages' 'Origin: Debian' | sort -u)"
mirror="$(awk -v suite="$suite" '$3 == suite { print $2; exit }' <<<"$sources")"
debootstrap --variant=minbase --include=ca-certificates,gcc,git,libc6-dev "$suite" "$root" ${mirror:+"$mirror"} \
  || fail "debootstrap could not make the root: $root/debootstrap/debootstrap.log says why"

say "The registries of this machine"
if [ -n "$mirror" ]; then printf '%s\n' "$sources" >"$root/etc/apt/sources.list"; fi
apt-config dump Acquire >"$root/etc/apt/apt.conf.d/90machine"
# A file or folder of this machine at the same place in the root, if it is there.
take_over() {
  for path in "$@"; do
    [ -e "$path" ] || continue
    mkdir -p "$root$(dirname "$path")"
    cp -aL "$path" "$root$(dirname "$path")/"
  done
}
take_over /etc/resolv.conf /etc/hosts /etc/apt/auth.conf /etc/apt/auth.conf.d /etc/pip.conf /etc/npmrc /usr/etc/npmrc \
  /usr/local/etc/npmrc /usr/local/share/ca-certificates /etc/ssl/certs/ca-certificates.crt
home="$root/root"
for path in .npmrc .config/pip/pip.conf .pip/pip.conf; do
  if [ -e "$HOME/$path" ]; then install -D "$HOME/$path" "$home/$path"; fi
done
for name in config.toml config credentials.toml credentials; do
  path="${CARGO_HOME:-$HOME/.cargo}/$name"
  if [ -e "$path" ]; then install -D "$path" "$home/.cargo/$name"; fi
done

say "A clone, and the toolchain"
commit="$(git -C "$repository" rev-parse HEAD)"
git -C "$repository" bundle create --quiet "$home/lutrin.bundle" HEAD
mkdir -p "$root$sysroot"
mount --bind "$sysroot" "$root$sysroot"
mount --bind -o remount,ro "$root$sysroot"
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
[ -d "$root/dev/shm" ] || mount -t tmpfs tmpfs "$root/dev/shm"

# The variables that say how registries are reached, and none that name places of this machine.
reach=()
while IFS= read -r -d '' variable; do
  case "${variable%%=*}" in
    CARGO_HOME | CARGO_TARGET_DIR | CARGO_MANIFEST* | CARGO_PKG* | CARGO) ;;
    *_proxy | *_PROXY | CARGO_* | NPM_CONFIG_* | npm_config_* | PIP_* | SSL_CERT_* | CURL_CA_BUNDLE | NODE_EXTRA_CA_CERTS)
      reach+=("$variable")
      # Certificates that a variable names.
      if [ -f "${variable#*=}" ]; then take_over "${variable#*=}"; fi
      ;;
  esac
done < <(env -0)
inside() {
  chroot "$root" /usr/bin/env -i HOME=/root LANG=C.UTF-8 CI="${CI:-}" "${reach[@]}" \
    PATH="$sysroot/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" bash -euo pipefail -c "$1"
}
inside 'git clone --quiet /root/lutrin.bundle /root/lutrin && cd /root/lutrin && git checkout --quiet --detach '"$commit"

say "The first command: cargo run -- serve"
first_started=$SECONDS
inside '
  cd /root/lutrin
  mkfifo /tmp/said
  cargo run -- serve >/tmp/said </dev/null &
  server=$!
  exec 3</tmp/said
  IFS= read -r address <&3 || { wait "$server" || true; echo "error: it ended without an address" >&2; exit 1; }
  echo "it says: $address"
  host="${address#http://}"; host="${host%%/*}"
  exec 4<>"/dev/tcp/${host%:*}/${host##*:}"
  printf "GET / HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n" "$host" >&4
  IFS= read -r answer <&4
  echo "it answers: $answer"
  case "$answer" in "HTTP/1.1 "[23]*) ;; *) exit 1 ;; esac
  # A shell starts what is in the background deaf to Ctrl-C; `kill` ends a server as well.
  kill -TERM "$server"
  wait "$server" || [ $? = 143 ]
' || fail "the first command failed in the root"
first=$((SECONDS - first_started))

say "The second command: bash tests/run.sh"
second_started=$SECONDS
inside 'cd /root/lutrin && bash tests/run.sh </dev/null' || fail "the second command failed in the root"
second=$((SECONDS - second_started))

say "Both commands passed on a bare Debian $suite at $commit: $first s and $second s"

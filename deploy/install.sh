#!/usr/bin/env bash
# Installs Claude Code Hub, and upgrades what it has installed before: as one program with an embedded database, or with
# Docker Compose. Secrets and data are made once and never replaced.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
project=$(dirname "$here")
# What docker-compose.yml calls its project and its image: volumes are found again from another folder.
compose_name=claude-code-hub

usage() {
    cat <<'END'
Installs Claude Code Hub; run again, it upgrades and keeps settings, secrets and data.

  install.sh [--binary FILE]              the program, with an embedded database, as a systemd service
  install.sh --docker                     hub, PostgreSQL and Redis with Docker Compose, from the sources beside it
  install.sh --no-systemd --root DIR      the program below DIR, started in the background: needs no root rights
  install.sh --uninstall [--docker] [--root DIR]
                                          takes away the program and its service; data and secrets stay

  --binary FILE   the hub's program. Without it: `cch` beside this script, else what
                  `cargo xtask build --release` made in these sources
  --port PORT     listens there (at first 23000); kept until another one is given
  --root DIR      everything below DIR in place of /
  --no-systemd    starts the hub itself, as the user who calls, until the machine stops
  --show-token    prints the admin token at the end, and not only where it is
  --help          prints this
END
}

say() { printf '%s\n' "$@"; }
step() { printf '→ %s\n' "$*"; }
die() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}

# --- what is wanted

mode=systemd uninstall='' binary='' port='' root='' show_token=''
while [ $# -gt 0 ]; do
    case $1 in
        --binary | --port | --root) [ -n "${2:-}" ] || die "$1 needs a value; see --help" ;;
    esac
    case $1 in
        --binary) binary=$2 && shift ;;
        --port) port=$2 && shift ;;
        --root) root=$2 && shift ;;
        --docker) mode=docker ;;
        --no-systemd) mode=background ;;
        --uninstall) uninstall=yes ;;
        --show-token) show_token=yes ;;
        --help | -h) usage && exit ;;
        *) die "there is no option $1; see --help" ;;
    esac
    shift
done

if [ "$mode" = docker ] && [ -n "$root$binary" ]; then
    die "--docker builds an image from $project: --root and --binary belong to an installation without Docker"
fi
if [ -n "$root" ]; then
    [ -z "$uninstall" ] || [ -d "$root" ] || die "no hub is installed below $root"
    mkdir -p "$root" 2>/dev/null || die "$root cannot be made: choose another --root"
    root=$(cd "$root" && pwd)
    # `--root /` is none.
    root=${root%/}
fi

# --- files of settings: a variable a line

unquoted() {
    case $1 in
        \"*\" | \'*\') printf '%s' "${1:1:${#1}-2}" ;;
        *) printf '%s' "$1" ;;
    esac
}

# The value of variable $1 in file $2; nothing where it is not set.
setting() { unquoted "$(sed -n "s/^$1=//p" "$2" 2>/dev/null | tail -n 1)"; }

# Sets variable $1 to $2 in file $3, which nobody but its owner may read from then on.
set_setting() {
    local line found=''
    (
        umask 077
        rm -f "$3.new"
        {
            while IFS= read -r line || [ -n "$line" ]; do
                if [[ $line == "$1="* ]]; then
                    [ -n "$found" ] || printf '%s=%s\n' "$1" "$2"
                    found=yes
                else
                    printf '%s\n' "$line"
                fi
            done <"$3"
            [ -n "$found" ] || printf '%s=%s\n' "$1" "$2"
        } >"$3.new"
        mv -f "$3.new" "$3"
    )
}

# 32 bytes from the kernel's generator, in hex.
random() { od -An -v -tx1 -N32 /dev/urandom | tr -d ' \n'; }

# Takes the port of settings file $1 where --port names none, and refuses one that another program has. $2: whether the
# hub runs already.
choose_port() {
    local before
    # Else its secrets would seem to be missing.
    [ ! -e "$1" ] || [ -r "$1" ] || die "you may not read $1: call this as the user who has installed the hub, or with sudo"
    before=$(setting PORT "$1")
    before=${before:-23000}
    port=${port:-$before}
    if ! [[ $port =~ ^[1-9][0-9]{0,4}$ && $port -le 65535 ]]; then
        die "$port is no port: give --port a number from 1 to 65535"
    fi
    if [ "$2" = yes ] && [ "$port" = "$before" ]; then return; fi
    if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
        die "port $port is taken by another program: stop that one, or choose a port with --port"
    fi
}

# --- with Docker Compose

docker_compose() { (cd "$project" && docker compose "$@"); }

need_docker() {
    command -v docker >/dev/null || die "there is no docker on this machine: install Docker Engine with its Compose plugin," \
        "or leave --docker out to install the program by itself"
    docker compose version >/dev/null 2>&1 || die "this docker has no 'docker compose': install its Compose plugin (version 2)"
    docker info >/dev/null 2>&1 || die "the Docker engine does not answer: start it ('systemctl start docker'), or call this" \
        "as root or as a member of the group docker"
    [ -f "$project/docker-compose.yml" ] || die "$project has no docker-compose.yml: call this script inside the hub's sources"
}

install_docker() {
    local env=$project/.env running=no name
    need_docker
    [ -w "$project" ] || die "you may not write to $project, where the secrets go (.env)"
    [ -z "$(docker_running)" ] || running=yes
    choose_port "$env" "$running"
    if [ -z "$(setting POSTGRES_PASSWORD "$env")" ] && docker volume inspect "${compose_name}_postgres" >/dev/null 2>&1; then
        die "there is a database already (volume ${compose_name}_postgres), and $env does not have its password:" \
            "copy the .env of the former installation there"
    fi
    if [ ! -f "$env" ]; then
        (umask 077 && cp "$project/.env.example" "$env")
    fi
    chmod 600 "$env"
    for name in POSTGRES_PASSWORD ADMIN_TOKEN; do
        case $(setting "$name" "$env") in
            '' | change-me) step "making $name" && set_setting "$name" "$(random)" "$env" ;;
        esac
    done
    set_setting PORT "$port" "$env"

    step 'building the image and starting hub, PostgreSQL and Redis; the first time takes many minutes'
    # Waits for the image's HEALTHCHECK, which asks /api/health/ready.
    if ! docker_compose up --detach --build --remove-orphans --wait --wait-timeout 180; then
        docker_compose logs --tail 20 hub >&2 || true
        die "the hub did not become ready; above is what it said last ('docker compose logs' in $project has all of it)"
    fi
    say '' 'Claude Code Hub is ready.'
    say "  console      http://127.0.0.1:$port, and this machine's other addresses"
    say "  admin token  ADMIN_TOKEN in $env"
    say "  secrets      $env (other settings: docker-compose.override.yml)"
    say "  data         volumes ${compose_name}_hub, ${compose_name}_postgres, ${compose_name}_redis"
    say "  log          docker compose logs --follow hub (in $project)"
    [ -z "$show_token" ] || say "  the token    $(setting ADMIN_TOKEN "$env")"
}

# docker-compose.yml wants both secrets, though not to look or to end.
docker_running() { POSTGRES_PASSWORD=- ADMIN_TOKEN=- docker_compose ps --quiet --status running hub 2>/dev/null || true; }

uninstall_docker() {
    need_docker
    step 'stopping and removing the containers'
    POSTGRES_PASSWORD=- ADMIN_TOKEN=- docker_compose down --remove-orphans
    if docker image inspect "$compose_name" >/dev/null 2>&1; then
        docker image rm "$compose_name" >/dev/null
    fi
    say '' 'Claude Code Hub is removed. What is left, and what deletes it for good:'
    say "  data     docker volume rm ${compose_name}_hub ${compose_name}_postgres ${compose_name}_redis"
    say "  secrets  rm $project/.env (the data cannot be used without them)"
}

# --- as a program

program=$root/usr/local/bin/cch
unit=$root/etc/systemd/system/cch.service
settings=$root/etc/cch/cch.env
data=$root/var/lib/cch
log=$root/var/log/cch.log
pid_file=$root/run/cch.pid
rights='you may not write there: call this with sudo, or choose a folder of your own with --no-systemd --root DIR'

find_binary() {
    local beside=$here/cch built=$project/target/release/cch said
    if [ -z "$binary" ]; then
        if [ -f "$beside" ]; then binary=$beside; elif [ -f "$built" ]; then binary=$built; else
            die "there is no program to install, neither $beside nor $built:" \
                "make one with 'cargo xtask build --release', or name one with --binary FILE"
        fi
    fi
    [ -f "$binary" ] || die "--binary $binary: there is no such file"
    # A copy that may be executed, whatever rights the file has.
    mkdir -p "$(dirname "$program")" 2>/dev/null || die "$(dirname "$program") cannot be made: $rights"
    cp "$binary" "$program.new" 2>/dev/null || die "$binary cannot be copied to $(dirname "$program"): $rights"
    chmod 755 "$program.new"
    if ! said=$("$program.new" --version 2>&1); then
        rm -f "$program.new"
        die "$binary does not run on this machine ($(uname -sm)): it was made for another kind of machine or system." \
            "It says: ${said##*: }"
    fi
    if [[ $said != 'cch '* ]]; then
        rm -f "$program.new"
        die "$binary is not the hub's program: it calls itself '${said%%$'\n'*}'"
    fi
    version=${said#cch }
}

# The settings become the environment of this shell, and nothing else that its caller has set.
only_settings() {
    local name line
    for name in $(compgen -e); do
        case $name in PATH | HOME) ;; *) unset "$name" ;; esac
    done
    export CCH_DATA_DIR=$data
    while IFS= read -r line || [ -n "$line" ]; do
        [[ $line =~ ^[A-Za-z_][A-Za-z0-9_]*= ]] || continue
        export "${line%%=*}=$(unquoted "${line#*=}")"
    done <"$settings"
}

# As long as the hub itself takes at most: its drain, then 10 s for the journal.
stop_seconds() {
    local drain
    drain=$(setting SHUTDOWN_DRAIN_MS "$settings")
    # What is no number the hub itself refuses.
    [[ $drain =~ ^[0-9]+$ ]] || drain=15000
    say $(((10#$drain + 999) / 1000 + 15))
}

# The process of a hub that this script has started. A number may have passed to another program meanwhile.
background_pid() {
    local pid
    pid=$(cat "$pid_file" 2>/dev/null) || return 0
    [[ $(readlink "/proc/$pid/exe" 2>/dev/null) != "$program"* ]] || printf '%s' "$pid"
}

stop_background() {
    local pid end
    pid=$(background_pid)
    if [ -n "$pid" ]; then
        step 'stopping the hub; requests under way may finish'
        kill "$pid" 2>/dev/null || true
        end=$((SECONDS + $(stop_seconds)))
        while [ -n "$(background_pid)" ]; do
            # It loses nothing by this: what was answered is in its journal.
            if [ $SECONDS -ge $end ]; then kill -KILL "$pid" 2>/dev/null || true; fi
            sleep 0.1
        done
    fi
    rm -f "$pid_file"
}

start_background() {
    (
        umask 077
        mkdir -p "$data" "$(dirname "$log")" "$(dirname "$pid_file")"
        only_settings
        cd "$data"
        # A session of its own: Ctrl-C in this terminal is not meant for it.
        setsid "$program" </dev/null >>"$log" 2>&1 &
        printf '%s\n' $! >"$pid_file"
    )
}

is_running() {
    if [ "$mode" = systemd ]; then systemctl is-active --quiet cch; else [ -n "$(background_pid)" ]; fi
}

last_words() {
    if [ "$mode" = systemd ]; then journalctl --unit cch --lines 20 --no-pager --output cat; else tail -n 20 "$log"; fi
}

wait_until_ready() {
    local end=$((SECONDS + 60))
    until (only_settings && exec "$program" healthcheck) 2>/dev/null; do
        if ! is_running || [ $SECONDS -ge $end ]; then
            last_words >&2 || true
            [ ! -f "$program.previous" ] || say "The program of before is kept: $program.previous" >&2
            die 'the hub did not become ready; above is what it said last. Its settings are in' "$settings"
        fi
        sleep 0.2
    done
}

need_system() {
    [ "$(uname -s)" = Linux ] || die "this is $(uname -s), and the program is installed on Linux alone: try --docker"
    [ "$mode" = systemd ] || return 0
    if ! [ -d "$root/run/systemd/system" ] || ! command -v systemctl >/dev/null; then
        [ -n "$root" ] || die 'this machine is not run by systemd: add --no-systemd --root DIR, or use --docker'
        die "there is no systemd below $root: add --no-systemd"
    fi
    [ -w "$root/etc/systemd/system" ] || die "$root/etc/systemd/system: $rights"
}

install_program() {
    local before='' running=no version
    need_system
    ! is_running || running=yes
    choose_port "$settings" "$running"
    # A service without privileges cannot have such a port.
    if [ "$mode" = systemd ] && [ "$port" -lt 1024 ]; then
        die "port $port needs privileges that the service does not have: choose one above 1023, and put a proxy in front"
    fi
    find_binary
    if [ -f "$program" ]; then
        before=$("$program" --version 2>/dev/null) || before='cch, which does not run'
        before=${before#cch }
        cmp -s "$program" "$program.new" || ln -f "$program" "$program.previous"
    fi
    mv -f "$program.new" "$program"
    if [ ! -f "$settings" ]; then
        mkdir -p "$(dirname "$settings")" || die "$(dirname "$settings"): $rights"
        (
            umask 077
            say '# Settings of Claude Code Hub, a variable a line: "cch --help" names them all.' >"$settings"
        )
    fi
    set_setting PORT "$port" "$settings"

    step "starting the hub${before:+ anew}"
    if [ "$mode" = systemd ]; then
        sed "s/^TimeoutStopSec=.*/TimeoutStopSec=$(stop_seconds)/" "$here/systemd/cch.service" >"$unit"
        systemctl daemon-reload
        systemctl enable --quiet cch
        # Why it fails is told below.
        systemctl restart cch || true
    else
        stop_background
        start_background
    fi
    wait_until_ready
    report "$before" "$version"
}

# $1: the version of before, if there was one; $2: this one.
report() {
    local host others='' token where journal
    host=$(setting HOST "$settings")
    case $host in
        '' | 0.0.0.0 | ::) host=127.0.0.1 others=", and this machine's other addresses" ;;
        *:*) host="[$host]" ;;
    esac
    token=$(setting ADMIN_TOKEN "$settings")
    if [ -n "$token" ]; then where="ADMIN_TOKEN in $settings"; else where="in $data/admin-token"; fi
    if [ "$mode" = systemd ]; then journal='journalctl --unit cch'; else journal=$log; fi
    if [ -z "$1" ]; then
        say '' "Claude Code Hub $2 is installed and ready."
    elif [ "$1" = "$2" ]; then
        say '' "Claude Code Hub $2 was installed again, and is ready."
    else
        say '' "Claude Code Hub was upgraded from $1 to $2, and is ready."
    fi
    say "  console      http://$host:$port$others"
    say "  admin token  $where"
    say "  settings     $settings"
    say "  data         $data"
    say "  log          $journal"
    if [ "$mode" = background ]; then
        say '  It runs until this machine stops: then call this script again.'
    fi
    [ -z "$show_token" ] || say "  the token    ${token:-$(cat "$data/admin-token")}"
}

uninstall_program() {
    local found=''
    if [ -f "$unit" ]; then
        found=yes mode=systemd
        need_system
        step 'stopping and removing the service'
        systemctl disable --now --quiet cch
        rm -f "$unit"
        systemctl daemon-reload
    fi
    stop_background
    if [ -f "$program" ]; then
        found=yes
        rm -f "$program" "$program.previous" 2>/dev/null || die "$program cannot be removed: call this with sudo"
    fi
    [ -n "$found" ] || die "no hub is installed below ${root:-/}"
    say '' 'Claude Code Hub is removed. What is left, and what deletes it for good:'
    # With systemd it is a link to where the hub's own user keeps it.
    say "  data and secrets  rm -r $(readlink -f "$data")$([ ! -L "$data" ] || say " $data")"
    say "  settings          rm -r $(dirname "$settings")"
    [ ! -f "$log" ] || say "  log               rm $log"
}

case $mode,$uninstall in
    docker,yes) uninstall_docker ;;
    docker,) install_docker ;;
    *,yes) uninstall_program ;;
    *) install_program ;;
esac

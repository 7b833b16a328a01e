"""With Docker Compose, on an engine that only writes down what it is asked for."""

from installer import free_port, mode


def secrets(env) -> dict[str, str]:
    lines = [line for line in env.read_text().splitlines() if line and not line.startswith("#")]
    return dict(line.split("=", 1) for line in lines)


def test_secrets_are_made_once(installer, checkout):
    env, port = checkout / ".env", free_port()
    said = installer("--docker", "--port", port)
    made = secrets(env)
    assert mode(env) == 0o600 and made["PORT"] == str(port)
    assert all(len(bytes.fromhex(made[name])) == 32 for name in ["POSTGRES_PASSWORD", "ADMIN_TOKEN"])
    assert f"ADMIN_TOKEN in {env}" in said and f"http://127.0.0.1:{port}" in said
    assert not any(made[name] in said for name in ["POSTGRES_PASSWORD", "ADMIN_TOKEN"])
    up = "docker compose up --detach --build --remove-orphans --wait --wait-timeout 180"
    assert installer.calls()[-1] == up

    before = env.read_bytes()
    said = installer("--docker", "--show-token")
    assert env.read_bytes() == before and made["ADMIN_TOKEN"] in said
    assert installer.calls()[-1] == up, "the image is built and started anew"

    other = free_port()
    installer("--docker", "--port", other)
    assert secrets(env) == {**made, "PORT": str(other)}


def test_a_file_that_somebody_has_begun_is_filled_in(installer, checkout):
    env = checkout / ".env"
    env.write_text(f"ADMIN_TOKEN='mine'\nPOSTGRES_PASSWORD=change-me\nTZ=Asia/Shanghai\nPORT={free_port()}")
    env.chmod(0o644)
    installer("--docker")
    made = secrets(env)
    assert made["ADMIN_TOKEN"] == "'mine'" and made["TZ"] == "Asia/Shanghai" and len(made["POSTGRES_PASSWORD"]) == 64
    assert mode(env) == 0o600


def test_a_database_is_never_given_another_password(installer, checkout):
    installer.program("docker", 'case "$*" in *"compose ps"*) exit 1 ;; esac')
    said = installer("--docker", "--port", free_port(), fails=True)
    assert "claude-code-hub_postgres" in said and "copy the .env of the former installation" in said
    assert not (checkout / ".env").exists() and not any(" up " in call for call in installer.calls())


def test_uninstalling_leaves_volumes_and_secrets(installer, checkout):
    installer("--docker", "--port", free_port())
    installer.calls()
    said = installer("--docker", "--uninstall")
    calls = installer.calls()
    assert "docker compose down --remove-orphans" in calls and "docker image rm claude-code-hub" in calls
    assert not any("--volumes" in call or call.startswith("docker volume") for call in calls)
    assert (checkout / ".env").exists() and f"rm {checkout}/.env" in said
    assert "docker volume rm claude-code-hub_hub claude-code-hub_postgres claude-code-hub_redis" in said


def test_what_docker_lacks_is_said(installer, checkout):
    for lacking, advice in {"compose version": "install its Compose plugin", "info": "the Docker engine does not answer"}.items():
        installer.program("docker", f'case "$*" in "{lacking}") exit 1 ;; esac')
        assert advice in installer("--docker", fails=True)
    installer.program("docker", 'case "$*" in *"compose ps"*|"volume inspect"*) exit 1 ;; *" up "*) exit 1 ;; *logs*) echo it fell over ;; esac')
    said = installer("--docker", "--port", free_port(), fails=True)
    assert "it fell over" in said and "did not become ready" in said

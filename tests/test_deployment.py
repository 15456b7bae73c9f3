"""What the files promise with which the app is run for others: `Dockerfile`, `compose.yaml`, `Caddyfile`,
the lists of versions. `tests/browser/test_replicas.py` runs the same set-up."""

import json
import os
import re
import shutil
import subprocess
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

import run
from tests.postgresql import missing

ROOT = Path(__file__).parents[1]
PORT = "8501"
LISTS = (run.APP_LIST, run.SERVER_LIST, run.AUDIT_LIST, run.TEST_LIST, run.MUTATION_LIST)


def read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


@cache
def steps() -> list[tuple[str, str]]:
    """The instructions of the Dockerfile with their words, lines that go on joined."""
    joined = re.sub(r"\\\n\s*", "", read("Dockerfile"))
    lines = [line for line in joined.splitlines() if line and not line.startswith("#")]
    return [(line.split(" ", 1)[0], line.split(" ", 1)[1]) for line in lines]


def words_of(step: str) -> list[str]:
    return [words for name, words in steps() if name == step]


@cache
def compose() -> dict[str, Any]:
    made: dict[str, Any] = yaml.safe_load(read("compose.yaml"))
    return made


def services() -> dict[str, dict[str, Any]]:
    made: dict[str, dict[str, Any]] = compose()["services"]
    return made


def config() -> dict[str, Any]:
    return tomllib.loads(read(".streamlit/config.toml"))


def test_the_image_runs_as_an_ordinary_user() -> None:
    (user,) = words_of("USER")
    assert user.isdecimal(), "a number, which every system checks alike"
    assert int(user) >= 10_000
    after = [name for name, _ in steps()[[name for name, _ in steps()].index("USER") :]]
    assert not {"RUN", "COPY", "ADD"} & set(after), "nothing is this user's own"


def test_the_image_holds_the_app_and_nothing_else() -> None:
    copied = [word for words in words_of("COPY") for word in words.split()[:-1]]
    assert [name for name in copied if not (ROOT / name).exists()] == []
    assert {"app.py", "lib", "pages", "sample_data", ".streamlit/config.toml"} <= set(copied)
    ignored = [line for line in read(".dockerignore").splitlines() if line and not line.startswith("#")]
    assert ignored[0] == "*"
    assert {line[1:] for line in ignored[1:] if line.startswith("!")} == set(copied)


def test_the_image_has_the_tested_versions_by_their_checksums() -> None:
    (install,) = [words for words in words_of("RUN") if "pip install" in words]
    assert "--require-hashes" in install
    assert run.SERVER_LIST in install


def test_the_image_says_whether_it_is_well_and_hears_that_it_should_stop() -> None:
    (check,) = words_of("HEALTHCHECK")
    assert f"http://localhost:{PORT}/_stcore/health" in check
    assert words_of("STOPSIGNAL") == ["SIGTERM"]
    (start,) = words_of("CMD")[-1:]
    command = json.loads(start)
    assert command[0] == "python", "no shell stands before it, which would keep the signal to itself"
    assert f"--server.port={PORT}" in command


def test_only_the_proxy_is_open_to_the_outside() -> None:
    assert {name for name, service in services().items() if "ports" in service} == {"proxy"}
    assert services()["database"]["networks"] == ["back"]
    assert compose()["networks"]["back"]["internal"] is True
    assert "back" not in services()["proxy"]["networks"]


def test_the_proxy_knows_every_replica() -> None:
    count = services()["app"]["deploy"]["replicas"]
    names = [f"{compose()['name']}-app-{number}:{PORT}" for number in range(1, count + 1)]
    assert count >= 2
    assert services()["proxy"]["environment"]["PALMARES_REPLICAS"].split() == names


def test_the_app_can_change_nothing_of_its_container_and_has_time_to_save() -> None:
    app = services()["app"]
    assert app["read_only"] is True
    assert app["cap_drop"] == ["ALL"]
    assert app["security_opt"] == ["no-new-privileges:true"]
    assert app["stop_grace_period"] == "30s"
    assert app["deploy"]["resources"]["limits"]["memory"]
    assert app["environment"]["STREAMLIT_SERVER_ALLOWED_HOSTS"].split() == ["${PALMARES_SITE}", "localhost"]


def test_each_waits_for_what_it_needs_to_be_well() -> None:
    waits = {name: service.get("depends_on", {}) for name, service in services().items()}
    assert waits["proxy"]["app"]["condition"] == "service_healthy"
    assert waits["app"]["database"]["condition"] == "service_healthy"
    assert services()["database"]["healthcheck"]["test"][1] == "pg_isready"


def test_secrets_are_files_that_are_in_no_image_no_environment_and_no_repository() -> None:
    files = [secret["file"] for secret in compose()["secrets"].values()]
    used = {
        secret if isinstance(secret, str) else secret["source"]
        for service in services().values()
        for secret in service.get("secrets", [])
    }
    assert used == set(compose()["secrets"])
    for file in files:
        assert "secrets/" in read(".gitignore").splitlines()
        assert file.startswith("./secrets/")
    told = [value for service in services().values() for value in service.get("environment", {}).values()]
    assert not [value for value in told if re.search("postgresql:|secret=", str(value))]


def test_what_is_mounted_is_there_and_every_image_names_its_version() -> None:
    mounted = [each.split(":")[0] for service in services().values() for each in service.get("volumes", [])]
    for source in mounted:
        assert (ROOT / source).exists() if source.startswith(".") else source in compose()["volumes"]
    images = [service["image"] for service in services().values() if "build" not in service]
    assert all(re.search(r":\d", image) for image in [*images, words_of("FROM")[0]])


@pytest.fixture(scope="module")
def proxy() -> dict[str, Any]:
    """What Caddy makes of its file."""
    caddy = shutil.which("caddy")
    if caddy is None:
        missing("no Caddy on this machine: its file is not read")
    variables = {"PALMARES_SITE": "palmares.example.org", "PALMARES_REPLICAS": "one:8501 two:8501"}
    made = subprocess.run(
        [caddy, "adapt", "--config", str(ROOT / "Caddyfile"), "--adapter", "caddyfile"],
        env=os.environ | variables, capture_output=True, check=True,
    )  # fmt: skip
    read: dict[str, Any] = json.loads(made.stdout)
    return read


def handlers(proxy: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    """Every handler of that kind, wherever it stands."""
    if isinstance(proxy, list):
        return [handler for each in proxy for handler in handlers(each, kind)]
    if not isinstance(proxy, dict):
        return []
    own = [proxy] if proxy.get("handler") == kind else []
    return own + [handler for each in proxy.values() for handler in handlers(each, kind)]


def test_the_proxy_takes_an_upload_of_the_largest_size_and_no_more(proxy: dict[str, Any]) -> None:
    (body,) = handlers(proxy, "request_body")
    largest = config()["server"]["maxUploadSize"] << 20
    assert largest < body["max_size"] <= largest + (2 << 20)


def test_a_visitor_stays_with_a_replica_as_long_as_it_is_there(proxy: dict[str, Any]) -> None:
    (through,) = handlers(proxy, "reverse_proxy")
    assert [upstream["dial"] for upstream in through["upstreams"]] == ["one:8501", "two:8501"]
    assert through["load_balancing"]["selection_policy"]["policy"] == "cookie"
    assert through["load_balancing"]["try_duration"] > 0
    checks = through["health_checks"]
    assert checks["passive"]["fail_duration"] > 0
    assert checks["active"]["uri"] == "/_stcore/health"
    assert checks["active"]["headers"] == {"Host": ["localhost"]}, "the app answers under its own names only"


def test_the_proxy_speaks_tls_only_and_cannot_be_told_otherwise(proxy: dict[str, Any]) -> None:
    assert proxy["admin"] == {"disabled": True}
    assert [server["listen"] for server in proxy["apps"]["http"]["servers"].values()] == [[":443"]]
    (strict, *_) = handlers(proxy, "headers")
    assert strict["response"]["set"]["Strict-Transport-Security"] == ["max-age=31536000"]
    (through,) = handlers(proxy, "reverse_proxy")
    (cookies,) = through["headers"]["response"]["replace"]["Set-Cookie"]
    assert cookies["replace"] == "$1; Secure"


def pinned(name: str) -> dict[str, str]:
    return dict(re.findall(r"^([\w.-]+)==([\w.]+)", read(name), re.MULTILINE))


@pytest.mark.parametrize("name", LISTS)
def test_every_list_has_the_versions_of_the_app(name: str) -> None:
    assert pinned(run.APP_LIST).items() <= pinned(name).items()


def test_the_tests_and_the_audit_know_what_a_server_has() -> None:
    assert pinned(run.SERVER_LIST).items() <= pinned(run.TEST_LIST).items()
    assert pinned(run.SERVER_LIST).items() <= pinned(run.AUDIT_LIST).items()
    assert pinned(run.TEST_LIST).items() <= pinned(run.MUTATION_LIST).items()


def test_every_library_has_its_reason_and_its_pin() -> None:
    extras = tomllib.loads(read("pyproject.toml"))["project"]["optional-dependencies"]
    lists = {"server": run.SERVER_LIST} | {job: run.LISTS[job] for job in ("audit", "test", "mutation")}
    for extra, name in lists.items():
        for wanted in extras[extra]:
            library, version = re.sub(r"\[.*\]", "", wanted).split("==")
            assert pinned(name).get(library.lower()) == version, wanted

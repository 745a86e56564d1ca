"""Save whole registers of 30 through the web server, and the same rows by psycopg alone.

Run as `python -m bench.save_register`; it takes under a minute.
"""

from collections.abc import Callable, Sequence
from statistics import median
from uuid import uuid4

from bench import bare
from bench.clients import Http, Measured, Slot, machine, run, share
from bench.ground import Ground, ground

ROUNDS = 3
EACH = {1: 15, 8: 15}  # Registers that each of 1 or 8 clients saves in a round.


def save_through_site(ground: Ground) -> Callable[[Slot], None]:
    """Send each register as one request with 30 changes."""
    http = Http(ground)

    def save(slot: Slot) -> None:
        class_id, day, half = slot
        changes = [
            {
                "pupil": pupil,
                "code": "/",
                "minutes": None,
                "client_id": str(uuid4()),
                "seen_version": 0,
            }
            for pupil in ground.classes[class_id]
        ]
        answer = http.post(f"/registers/{class_id}/{day}/{half}/marks/", {"changes": changes})
        if len(answer["saved"]) != len(changes):
            raise RuntimeError(f"Not everything was saved: {answer}")

    return save


def report(name: str, rounds: Sequence[Measured]) -> None:
    typical = sorted(rounds, key=lambda one: one.per_second)[len(rounds) // 2]
    print(f"  {name:12} {typical}")


def main() -> None:
    print(machine())
    with ground() as here:
        begin = 0
        run(here, save_through_site, share(here, clients=8, each=3, begin=begin))  # Warm.
        begin += 3
        for clients, each in EACH.items():
            site, alone = [], []
            for _ in range(ROUNDS):
                work = share(here, clients=clients, each=each, begin=begin)
                site.append(run(here, save_through_site, work))
                work = share(here, clients=clients, each=each, begin=begin + each)
                alone.append(run(here, bare.save_registers, work))
                begin += 2 * each
            ratio = median(
                [one.per_second / other.per_second for one, other in zip(site, alone, strict=True)]
            )
            print(f"{clients} client(s), {ROUNDS} rounds of {clients * each} registers of 30")
            report("web server", site)
            report("psycopg", alone)
            print(f"  the web server's rate is {ratio:.2f} of psycopg's (target 0.20)")


if __name__ == "__main__":
    main()

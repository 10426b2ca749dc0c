"""A grid's group chat: a coordinator lets a WeCom robot speak there, or takes it away again."""

from datetime import timedelta

from bot.context import Ctx, Reply
from bot.intents import ManageGroup
from bot.routes import Route
from models.audit import record
from models.db import new_id
from models.groups import add_group, groups_in, queue_to_groups, remove_groups, robot_key
from models.lookup import find_grid
from models.permissions import paths_for

ACT = "group.manage"
OFF_WORDS = ("删除", "移除", "停用", "取消", "off", "remove", "delete")
HELLO_EXPIRES = timedelta(hours=1)


def manage_group(ctx: Ctx, intent: ManageGroup) -> Reply:
    """Register a robot by its webhook address (it says hello there), remove a grid's robots, or say how many it has.

    Raises GroupTaken. The address lets anybody speak in the group: it is stored encrypted and never repeated.
    """
    said, _, what = intent.text.strip().rpartition(" ")
    key, off = robot_key(what), what.casefold() in OFF_WORDS
    if key is None and ("://" in what or len(what) > 30):
        return Reply("group-address-wrong", refused=True)
    if key is None and not off:
        said = intent.text
    if not said.strip():
        return Reply("usage-group")
    paths = paths_for(ctx.actor, ACT)
    grid = find_grid(ctx.session, said, paths)
    assert grid.id is not None
    facts: dict[str, object] = {"grid": f"{grid.code} {grid.name}", "code": grid.code}
    if key is not None:
        added = add_group(ctx.session, grid.id, key, ctx.now)
        if added:
            record(ctx.session, ctx.now, ctx.actor.id, "group", f"grid:{grid.id}")
            queue_to_groups(
                ctx.session, [(grid.id, key)], f"hello:{new_id(ctx.now)}", "group-hello", {"grid": grid.name}, ctx.now,
                ctx.now + HELLO_EXPIRES, purpose="group",
            )  # fmt: skip
        return Reply("group-added" if added else "group-same", facts)
    if off:
        removed = remove_groups(ctx.session, grid.id)
        if removed:
            record(ctx.session, ctx.now, ctx.actor.id, "group-off", f"grid:{grid.id}", groups=removed)
        return Reply("group-removed" if removed else "group-none", facts)
    there = groups_in(ctx.session, grid.path, paths)
    return Reply("group-count" if there else "group-none", facts | {"count": len(there)})


ROUTES = (Route(ManageGroup, manage_group, ACT, ("/group", "群机器人", "group"), ManageGroup),)

"""The style of the developer's error page; the page's policy holds its hash."""

STYLE = """
:root { color-scheme: light dark; --ink: #1d1d1f; --paper: #fff; --soft: #f4f4f5; --edge: #d4d4d8; --bad:
    #b42318; --badsoft: #fee4e2 } @media (prefers-color-scheme: dark) { :root { --ink: #eee; --paper:
    #161618; --soft: #222226; --edge: #3f3f46; --bad: #ff9c92; --badsoft: #4a1d19 } } * { box-sizing:
    border-box } body { font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto; padding: 1.5rem; max-width:
    75rem; color: var(--ink); background: var(--paper) } section { margin: 0 0 2rem } h1, h2 { margin: 0;
    line-height: 1.25 } h1 { font-size: 1.6rem; color: var(--bad) } h2 { font-size: 1.2rem } pre, textarea,
    td, summary { font-family: ui-monospace, monospace; font-size: .875rem } .message { white-space:
    pre-wrap; overflow-wrap: anywhere; font-size: 1.1rem; margin: .5rem 0 1rem } .how, .order, .gap {
    opacity: .75; font-size: .875rem; margin: .5rem 0 } details { border: 1px solid var(--edge);
    border-radius: .4rem; margin: .5rem 0; overflow: hidden } details.own { border-left: .3rem solid
    var(--bad) } summary { padding: .4rem .8rem; background: var(--soft); overflow-wrap: anywhere; cursor:
    pointer } .source { margin: 0; padding: .5rem 0; overflow-x: auto } .line { display: block; padding: 0
    .8rem; min-width: max-content } .line i { font-style: normal; opacity: .6; user-select: none } .failed {
    background: var(--badsoft) } mark { background: none; color: inherit; text-decoration: underline wavy
    var(--bad); text-underline-offset: .2em } table { border-collapse: collapse; width: 100%; margin: .5rem
    0 } th, td { text-align: left; vertical-align: top; padding: .3rem .8rem; border-top: 1px solid
    var(--edge) } th { width: 14rem; font-weight: 500; overflow-wrap: anywhere } td { overflow-wrap:
    anywhere } textarea { width: 100%; margin: .5rem 0; padding: .8rem; color: inherit; background:
    var(--soft); border: 1px solid var(--edge); border-radius: .4rem }
"""

// Native block swap: a form, link or button with `data-block` replaces that part of the page.
//
// Read from the top: what the user does, what is sent and what becomes of the answer, how the page stays
// as the user left it, what the user is told. Whatever is not ours is left to the browser untouched:
// other origins, new tabs, dialogs, downloads, fragments, blocks that the page does not have.
{
  const identity = { createHTML: text => text };
  const policy = window.trustedTypes?.createPolicy('asok', identity) ?? identity;

  // Of a target: its newest request; of a <details>: whether it was served open; and what was ever scrolled.
  const memory = new WeakMap();
  const posting = new WeakSet(); // forms whose POST is on its way
  const visited = {}; // block: its selector, for every block that the history stands for

  let click = {}; // the click being handled, if there is one
  let shown; // the address whose blocks the page shows

  // Attributes, since a field called `action` hides its form's property of that name.
  const attribute = (element, name) => element?.getAttribute(name);
  const all = (element, selector) => [...element.querySelectorAll(selector)];
  const page = url => url.href.split('#')[0];
  const inside = url => url.hash && page(url) == page(location);

  const find = ([name, selector], within = document) => {
    name = CSS.escape(name);
    return (
      selector ? [selector] : [`[data-block=${name}]:not(form,[href],button,input)`, '#' + name, name]
    ).flatMap(place => all(within, place))[0];
  };

  // ---- What the user does

  addEventListener('click', event => {
    say('');
    click = event;
    setTimeout(() => (click = {})); // the submit that a click causes comes before this
    const element = event.target.closest(':is([href],button,[type=button])[data-block]:not([download])');
    if (element && (!element.form || element.type == 'button')) act(event, element, element);
  });

  addEventListener('submit', event => act(event, event.target, event.submitter));

  // To ask each element how far it is scrolled would cost more than all the rest.
  addEventListener('scroll', ({ target }) => memory.has(target) || memory.set(target), true);

  addEventListener('popstate', event => {
    if (event.state?.asok && shown != (shown = page(location))) act(event, document.body, null, event.state);
  });

  // ---- What is sent, and what becomes of the answer

  // `owner` is a form, or a link or button that stands alone; `button` is what was pressed.
  const act = async (event, owner, button, state) => {
    const element = attribute(button, 'data-block') ? button : owner;
    const data = name => attribute(element, 'data-' + name);
    const option = name => attribute(button, 'form' + name) ?? attribute(owner, name);
    const link = attribute(owner, 'href');
    // A form of our own reads the attributes as the browser does.
    const { action, method, enctype } = Object.assign(document.createElement('form'), {
      action: link ?? option('action') ?? '',
      method: option('method'),
      enctype: option('enctype'),
    });
    const url = new URL(action);
    const blocks = state
      ? Object.entries(Object.assign(visited, state.asok)).filter(block => find(block))
      : data('block')
          ?.split(/, */)
          .map((name, index) => [name, !index && data('target')]);
    if (
      event.defaultPrevented ||
      click.ctrlKey ||
      click.shiftKey ||
      click.altKey ||
      click.metaKey ||
      /dialog|plain/.test(method + enctype) ||
      ((option('target') ?? all(document, 'base[target]')[0]?.target) || '_self') != '_self' ||
      url.origin != location.origin ||
      (link && inside(url)) ||
      !blocks?.every(block => find(block))
    )
      return;
    event.preventDefault();
    const post = method == 'post';
    if (post && (posting.has(owner) || click.detail == 2)) return;

    const headers = { Accept: 'text/html', 'X-Block': '' + blocks.map(([name]) => name) };
    let body;
    if (owner.localName == 'form') {
      const fields = new FormData(owner, button);
      const lines = text => text.replace(/\r\n?|\n/g, '\r\n');
      const pairs = [...fields].map(([name, value]) => [lines(name), lines(value.name ?? value)]);
      const query = '' + new URLSearchParams(pairs);
      if (!post) url.search = query;
      else if (enctype[0] == 'm') body = fields;
      else {
        body = query;
        headers['Content-Type'] = enctype;
      }
    }
    const control = post ? {} : new AbortController(); // nobody knows what an aborted POST has done
    const { signal } = control;
    const request = new Request(url, { method, headers, body, signal });
    const active = document.activeElement; // a listener may disable it, and so take its focus
    const targets = blocks.map(block => find(block));
    const detail = { element, request, target: targets[0] };
    const fire = type => {
      const event = new CustomEvent('asok:' + type, { bubbles: true, cancelable: true, detail });
      element.dispatchEvent(event);
      // The answer may have replaced the element: then the rest of the page hears it from the target.
      if (!element.isConnected) find(blocks[0])?.dispatchEvent(event);
      return !event.defaultPrevented;
    };
    if (!fire('before')) return;

    const bar = post && all(owner, 'progress')[0];
    if (post) posting.add(owner);
    for (const target of targets) {
      memory.get(target)?.abort?.();
      memory.set(target, control);
      target.ariaBusy = 'true';
    }
    const release = () => {
      posting.delete(owner);
      for (const target of targets) if (memory.get(target) == control) target.ariaBusy = null;
      const token = detail.response?.headers.get('X-CSRF-Token');
      if (token) for (const field of all(document, 'input[name=csrf_token]')) field.value = token;
    };
    // fetch can't tell how far an upload is.
    const upload = () =>
      new Promise((resolve, reject) => {
        const xhr = new XMLHttpRequest();
        xhr.open(method, url);
        xhr.responseType = 'blob';
        for (const [name, value] of request.headers)
          if (name != 'content-type' || body.at) xhr.setRequestHeader(name, value); // a FormData brings its own
        xhr.upload.onprogress = ({ loaded, total }) => {
          detail.total = bar.max = total;
          detail.loaded = bar.value = loaded;
          fire('progress');
        };
        xhr.onload = () => {
          const { status, response } = xhr;
          const lines = xhr.getAllResponseHeaders().match(/.+/g);
          const headers = lines.map(line => line.split(/: (.*)/, 2));
          resolve(new Response(response.size ? response : null, { status, headers }));
        };
        xhr.onerror = reject;
        xhr.send(body);
      });
    let next; // the page to go to
    let text; // what to tell the user
    try {
      const response = (detail.response = await (bar ? upload() : fetch(request)));
      const { status, ok } = response;
      const address = response.url || url.href;
      const header = name => response.headers.get(name);
      next = header('X-Redirect');
      if (/20[45]/.test(status)) text = 'Done';
      else if (/^attachment/i.test(header('Content-Disposition')))
        text = save(await response.blob(), header('Content-Disposition'));
      else if (!next) {
        const html = (detail.html = await response.text());
        const whole = /^\s*<(!doctype|html)/i.test(html);
        if (status > 499 || !/html|null/.test(header('Content-Type')) || (!ok && (whole || !html.trim())))
          throw status;
        const answer = document.createElement('template');
        if (whole || blocks[1]) answer.innerHTML = policy.createHTML(html);
        const contents = blocks.map(([name, selector]) =>
          whole || blocks[1] ? find([name, whole && selector], answer.content)?.innerHTML : html,
        );
        const update = () => {
          if (ok && (response.redirected || data('push-url') != null)) {
            const state = { asok: Object.assign(visited, Object.fromEntries(blocks)) };
            history.replaceState(state, '');
            if (address != location.href) history.pushState(state, '', address);
          }
          shown = page(location);
          say(blocks.map((block, index) => swap(find(block), contents[index], post, active)).join(' '));
        };
        if (contents.includes()) {
          if (!ok) throw status;
          next = address;
        } else {
          const moving = data('transition') != null && !matchMedia('(prefers-reduced-motion)').matches;
          await ((moving && document.startViewTransition?.(update).updateCallbackDone) || update());
        }
      }
    } catch (error) {
      if (signal?.aborted) return;
      detail.error = error;
      text = error > 0 ? 'Error ' + error : 'No connection';
      if (state) next = url;
    }
    release();
    if (!fire(detail.error ? 'error' : 'success')) return;
    if (text) say(text, true);
    if (next) {
      const to = new URL(next, url);
      const reload = inside(to);
      location.href = to;
      if (reload) location.reload();
    }
  };

  const save = (blob, disposition) => {
    const link = document.createElement('a');
    const [, star, name] = /.*filename(\*?)=(?:utf-8''|"?)([^;"]+)/i.exec(disposition) ?? [, , 'download'];
    link.download = star ? decodeURIComponent(name) : name;
    link.href = URL.createObjectURL(blob);
    link.click();
    return link.download;
  };

  // ---- How the page stays as the user left it

  // Returns what the new content announces.
  const swap = (target, html, post, active) => {
    if (!target) return '';
    const focus = document.activeElement == document.body ? active : document.activeElement;
    const { selectionStart, selectionEnd, selectionDirection } = focus;
    const home = target.contains(focus);
    // What stands where an element stood: of the same id, name, link or class, in the same place among its like.
    const key = element =>
      element.localName + (element.id || element.name || element.href || element.className);
    const like = old => all(target, '*').filter(element => key(element) == key(old));
    const kept = all(target, '*')
      .filter(old => old == focus || memory.has(old))
      .map(old => [old, like(old).indexOf(old), old.scrollTop, old.scrollLeft]);
    const executed = all(document, 'script').map(script => script.src);
    target.innerHTML = policy.createHTML(html);
    for (const details of all(target, 'details')) memory.set(details, details.open);
    let heir; // what takes the place of the focused element
    for (const [old, index, top, left] of kept) {
      const next = like(old)[index];
      if (!next) continue;
      next.scrollTop = top;
      next.scrollLeft = left;
      if (old == focus) heir = next;
      if (memory.get(old) === memory.get(next)) next.open = old.open;
    }
    for (const script of all(target, 'script[src]'))
      if (!executed.includes(script.src))
        // Scripts from innerHTML never run, those from a range do.
        script.replaceWith(
          document.createRange().createContextualFragment(policy.createHTML(script.outerHTML)),
        );

    const wish = (post && all(target, '[aria-invalid=true]')[0]) || all(target, '[autofocus]')[0] || heir;
    wish?.focus({ preventScroll: wish == heir });
    if (heir?.selectionStart != null)
      heir.setSelectionRange(selectionStart, selectionEnd, selectionDirection);
    if (home && document.activeElement == document.body) {
      target.tabIndex += 0; // the focus never falls back to the top of the page
      target.focus({ preventScroll: true });
    }
    return all(target, '[role=status],[role=alert],[aria-live]')
      .map(element => element.innerText)
      .join(' ');
  };

  // ---- What the user is told

  // For screen readers, politely; what is `loud` for everyone, above the page until the next click.
  const live = document.createElement('asok-live');
  live.popover = 'manual';
  live.ariaLive = 'polite';
  const say = (text, loud) => {
    if (!live.isConnected) document.body.append(live);
    live.textContent = text;
    live.style.cssText = loud ? '' : 'display:block;clip-path:inset(50%)';
    live.togglePopover?.(!!loud);
  };
  say('');

  shown = page(location);
  for (const details of all(document, 'details')) memory.set(details, details.open);
}

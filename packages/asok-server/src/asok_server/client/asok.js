// Native block swap: a form, link or button with `data-block` replaces that part of the page.
//
// Read from the top: what the user does, what is sent, what is done with the answer, how the page stays
// as the user left it, what the user is told. Whatever is not ours is left to the browser untouched:
// other origins, new tabs, dialogs, downloads, fragments, blocks that the page does not have.
{
  const { done, failed, offline } = {
    done: 'Done.',
    failed: 'That did not work. Please try again.',
    offline: 'No connection. Please try again.',
    ...document.currentScript?.dataset, // the tag may carry them in the language of the page
  };

  const identity = { createHTML: text => text };
  const policy = window.trustedTypes ? trustedTypes.createPolicy('asok', identity) : identity;

  const posting = new WeakSet(); // forms whose POST is on its way
  const loading = new WeakMap(); // target -> the AbortController of its newest request
  const typed = new WeakMap(); // field -> when the user last changed it
  const served = new WeakMap(); // <details> -> whether the server sent it open
  const executed = new Set(); // addresses of the scripts that have run
  const visited = {}; // block -> selector, of all blocks that the history stands for

  let click = {}; // the click being handled, if there is one
  let shown; // the address whose blocks the page shows

  // A field called `action` or `getAttribute` hides its form's property of that name.
  const attribute = (element, name) => element && Element.prototype.getAttribute.call(element, name);
  const all = (targets, selector) => targets.flatMap(target => [...target.querySelectorAll(selector)]);
  const invalid = '[aria-invalid=true],[aria-invalid=true] input';
  const announced = ':is([role=status],[role=alert],[aria-live])';
  const page = url => url.href.split('#')[0];

  const find = (name, selector, within = document) =>
    selector
      ? within.querySelector(selector)
      : within.querySelector(`[data-block="${CSS.escape(name)}"]:not(form,a,area,button,input)`) ||
        within.getElementById(name) ||
        within.getElementsByTagName(name)[0];

  // ---- What the user does

  addEventListener(
    'click',
    event => {
      note.hidePopover?.();
      click = event;
      setTimeout(() => (click = {})); // the submit that a click causes comes before this
    },
    true,
  );

  document.addEventListener('submit', event => {
    const { target: form, submitter } = event;
    const option = (own, name) => attribute(submitter, own) ?? attribute(form, name);
    start(event, attribute(submitter, 'data-block') ? submitter : form, form, {
      action: option('formaction', 'action'),
      method: option('formmethod', 'method'),
      type: option('formenctype', 'enctype'),
      frame: option('formtarget', 'target'),
      data: () => new FormData(form, submitter),
    });
  });

  document.addEventListener('click', event => {
    const element = event.target.closest(':is(a,area,button,input)[data-block]');
    const action = attribute(element, 'href');
    if (action != null) {
      if (attribute(element, 'download') == null)
        start(event, element, element, { action, frame: attribute(element, 'target') });
    } else if (element?.type == 'button' || (element?.type == 'submit' && !element.form)) {
      const data = new FormData(); // a button of no form sends itself, and the token of the page
      if (element.name) data.append(element.name, element.value);
      const method = attribute(element, 'formmethod');
      const token = document.querySelector('[name=csrf_token]');
      if (token && method) data.append(token.name, token.value);
      start(event, element, element, {
        action: attribute(element, 'formaction'),
        method,
        type: attribute(element, 'formenctype'),
        data: () => data,
      });
    }
  });

  addEventListener('input', event => typed.set(event.target, performance.now()), true);

  addEventListener('popstate', ({ state }) => {
    if (state?.asok && page(location) != shown) {
      Object.assign(visited, state.asok);
      send(document.body, document.body, Object.entries(visited), location.href, {}, { state });
    }
  });

  // ---- What is sent

  const start = (event, element, owner, { action, method, type, frame, data }) => {
    const option = name => attribute(element, name) ?? attribute(owner, name);
    const blocks = (option('data-block') || '')
      .split(',')
      .map((name, index) => [name.trim(), index ? null : option('data-target')]);
    const url = new URL(action || document.URL, document.baseURI);
    method = method?.toLowerCase();
    type = type?.toLowerCase();
    if (
      event.defaultPrevented ||
      click.ctrlKey ||
      click.metaKey ||
      click.shiftKey ||
      click.altKey ||
      method == 'dialog' ||
      !/^(_self)?$/i.test(frame ?? document.querySelector('base[target]')?.target ?? '') ||
      url.origin != location.origin ||
      (!data && url.hash && page(url) == page(location)) ||
      !blocks.every(([name, selector]) => name && find(name, selector))
    )
      return;
    event.preventDefault();
    const post = method == 'post';
    if (post && (posting.has(owner) || click.detail == 2)) return;
    const options = { method: post ? method : 'get', headers: {} };
    if (data) {
      const entries = data();
      const crlf = text => text.replace(/\r\n?|\n/g, '\r\n');
      const pairs = [...entries].map(([name, value]) => [crlf(name), crlf(value.name ?? value)]);
      const query = '' + new URLSearchParams(pairs);
      if (!post) url.search = query;
      else if (type == 'multipart/form-data') options.body = entries;
      else {
        const plain = type == 'text/plain';
        options.body = plain ? pairs.map(pair => pair.join('=') + '\r\n').join('') : query;
        options.headers['Content-Type'] = plain ? type : 'application/x-www-form-urlencoded';
      }
    }
    send(element, owner, blocks, url, options, {
      push: option('data-push-url'),
      transition: option('data-transition') != null,
    });
  };

  const send = async (element, owner, blocks, url, options, how) => {
    const post = options.method == 'post';
    const control = new AbortController();
    const request = new Request(url, {
      ...options,
      headers: { Accept: 'text/html', 'X-Block': blocks.map(([name]) => name).join(), ...options.headers },
      mode: 'same-origin',
      signal: post ? null : control.signal, // nobody knows what an aborted POST has done
    });
    const targets = () => blocks.map(block => find(...block)).filter(Boolean);
    const busy = targets();
    const detail = { element, request, target: busy[0] };
    const fire = (type, more) => {
      const event = new CustomEvent('asok:' + type, {
        bubbles: true,
        cancelable: true,
        detail: Object.assign(detail, more),
      });
      EventTarget.prototype.dispatchEvent.call(element, event);
      // The answer may have replaced the element: then the rest of the page hears it from the target.
      if (!document.contains(element)) (targets()[0] || document).dispatchEvent(event);
      return !event.defaultPrevented;
    };
    if (!fire('before')) return;

    const job = { ...how, blocks, targets, post, request, detail };
    job.active = document.activeElement;
    job.time = performance.now();
    for (const target of busy) {
      loading.get(target)?.abort();
      loading.set(target, control);
      target.setAttribute('aria-busy', true);
    }
    if (post) posting.add(owner);
    const release = () => {
      posting.delete(owner);
      for (const target of busy) if (loading.get(target) == control) target.removeAttribute('aria-busy');
      const token = detail.response?.headers.get('X-CSRF-Token');
      if (token) for (const field of all([document], 'input[name=csrf_token]')) field.value = token;
    };
    const bar = post && Element.prototype.querySelector.call(owner, 'progress');
    try {
      detail.response = await (bar ? upload(request, options.body, bar, fire) : fetch(request));
      const { text, next } = await receive(job, detail.response);
      if (next)
        setTimeout(release, 5000); // by then another page is there, unless the browser stayed
      else release();
      fire('success');
      if (next) leave(next);
      if (text) tell(text);
    } catch (error) {
      release();
      if (bar) bar.value = 0;
      if (request.signal.aborted || !fire('error', { error })) return;
      if (how.state && error > 0) location.reload();
      else tell(error > 0 ? `${failed} (${error})` : offline);
    }
  };

  // fetch can't tell how far an upload is.
  const upload = (request, body, bar, fire) =>
    new Promise((resolve, reject) => {
      const xhr = new XMLHttpRequest();
      xhr.open(request.method, request.url);
      xhr.responseType = 'blob';
      for (const [name, value] of request.headers)
        if (name != 'content-type' || body.at) xhr.setRequestHeader(name, value); // a FormData brings its own
      xhr.upload.onprogress = ({ loaded, total }) => {
        bar.max = total;
        bar.value = loaded;
        fire('progress', { loaded, total });
      };
      xhr.onload = () => {
        const headers = xhr.getAllResponseHeaders().match(/.+(?=\r)/g) || [];
        resolve(
          new Response(xhr.response.size ? xhr.response : null, {
            status: xhr.status,
            headers: headers.map(line => line.split(/: (.*)/, 2)),
          }),
        );
      };
      xhr.onerror = xhr.onabort = reject;
      xhr.send(body);
    });

  // ---- What is done with the answer

  // Gives the `text` to tell or the `next` page; throws the status of what can't be shown.
  const receive = async (job, response) => {
    const { status, ok, headers } = response;
    const { blocks, post, request, detail } = job;
    const url = response.url || request.url;
    const redirect = headers.get('X-Redirect');
    const disposition = headers.get('Content-Disposition') ?? '';
    const foreign = !/html/.test(headers.get('Content-Type') ?? 'html');
    if (redirect) return { next: new URL(redirect, url) };
    if (status == 204 || status == 205) return { text: done };
    if (ok && (/^attachment/i.test(disposition) || (foreign && post)))
      return { text: save(await response.blob(), disposition, url) };
    if (ok && foreign) return { next: new URL(url) };

    const html = (detail.html = await response.text());
    const whole = /^\s*(<!--[^]*?-->\s*)*<(!doctype|html)/i.test(html);
    const answer = new DOMParser().parseFromString(policy.createHTML(html), 'text/html');
    const contents = blocks.map(([name, selector]) =>
      whole
        ? find(name, selector, answer)?.innerHTML
        : blocks[1]
          ? answer.querySelector(`template[data-block="${CSS.escape(name)}"]`)?.innerHTML
          : html,
    );
    const missing = contents.includes(undefined);
    if (ok && whole && missing) return { next: new URL(url) };
    if (missing || status > 499 || (!ok && (whole || foreign || !html.trim()))) throw status;
    const update = () => {
      if (request.signal.aborted) return;
      if (ok) address(job, response.redirected && url);
      swap(job, contents);
    };
    if (
      job.transition &&
      document.startViewTransition &&
      !matchMedia('(prefers-reduced-motion:reduce)').matches
    )
      await document.startViewTransition(update).updateCallbackDone;
    else update();
    return {};
  };

  const leave = url => {
    const fragment = url.hash && page(url) == page(location);
    location.assign(url);
    if (fragment) location.reload();
  };

  const save = (blob, disposition, url) => {
    const link = document.createElement('a');
    const [, encoded] = /filename\*=utf-8''([^;]+)/i.exec(disposition) || [];
    const [, plain] = /filename="?([^";]+)/i.exec(disposition) || [];
    link.download = encoded ? decodeURIComponent(encoded) : plain || new URL(url).pathname.split('/').pop();
    link.href = URL.createObjectURL(blob);
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    return link.download;
  };

  const address = ({ blocks, push, request, state }, redirected) => {
    if (push != null && push != 'false') {
      const url = new URL(redirected || (/^(true)?$/.test(push) ? request.url : push), document.baseURI);
      Object.assign(visited, Object.fromEntries(blocks));
      const asok = { ...visited };
      history.replaceState({ ...history.state, asok, scroll: [scrollX, scrollY] }, '');
      history[url.href == location.href ? 'replaceState' : 'pushState']({ asok }, '', url);
    }
    shown = page(location);
  };

  // ---- How the page stays as the user left it

  const swap = ({ blocks, targets, post, active, time, state }, contents) => {
    const focus = document.activeElement == document.body ? active : document.activeElement;
    const { selectionStart: start, selectionEnd: end, selectionDirection: direction } = focus;
    const later = [];
    let home; // the target that holds the focus
    let heir; // what takes the place of the focused element
    for (const script of document.scripts) executed.add(script.src);
    blocks.forEach((block, index) => {
      const target = find(...block);
      if (!target) return;
      for (const old of [target, ...all([target], '*')]) {
        const keep = change => {
          const next = old == target ? () => old : successor(target, old);
          later.push(() => next() && change(next()));
        };
        const { scrollTop: top, scrollLeft: left, open, value, checked, files } = old;
        if (top || left) keep(next => next.scrollTo({ top, left, behavior: 'instant' }));
        if (old == focus && old != target) {
          home = target;
          keep(next => (heir = next));
        }
        if (old.localName == 'details')
          keep(next => {
            if (!served.has(old) || served.get(old) == served.get(next)) next.open = open;
          });
        if (files?.length) keep(next => target.querySelector(invalid) && (next.files = files));
        else if (typed.get(old) > time) keep(next => Object.assign(next, { value, checked }));
      }
      target.innerHTML = policy.createHTML(contents[index]);
    });
    const filled = targets();
    serve(filled);
    for (const change of later) change();
    for (const script of all(filled, 'script[src]')) execute(script);

    const wishes = [...(post ? all(filled, invalid) : []), ...all(filled, '[autofocus]')];
    if (!wishes.some(wish => focused(wish)) && home && !focused(heir, true) && !focused(home, true)) {
      home.tabIndex = -1; // the focus never falls back to the top of the page
      home.addEventListener('blur', () => home.removeAttribute('tabindex'), { once: true });
      focused(home, true);
    }
    if (heir && document.activeElement == heir && heir.selectionStart != null)
      heir.setSelectionRange(start, end, direction);
    if (state?.scroll) scrollTo({ left: state.scroll[0], top: state.scroll[1], behavior: 'instant' });
    say(
      all(filled, `${announced}:not(${announced} *)`)
        .map(element => element.innerText)
        .join(' '),
    );
  };

  // The element that will stand where this one does: the same id, name, link or class, the same place among its like.
  const successor = (target, element) => {
    const name = ['id', 'name', 'href', 'class'].find(name => attribute(element, name));
    const like = element.localName + (name ? `[${name}="${CSS.escape(attribute(element, name))}"]` : '');
    const index = all([target], like).indexOf(element);
    return () => all([target], like)[index];
  };

  const serve = targets => all(targets, 'details').forEach(details => served.set(details, details.open));

  const execute = script => {
    if (executed.has(script.src)) return;
    executed.add(script.src);
    const range = document.createRange(); // scripts from innerHTML never run, those from a range do
    script.replaceWith(range.createContextualFragment(policy.createHTML(script.outerHTML)));
  };

  const focused = (element, preventScroll) => {
    element?.focus({ preventScroll });
    return element && document.activeElement == element;
  };

  // ---- What the user is told

  // For screen readers, politely. The same text twice is said twice.
  const say = text => {
    document.body.append(live, note);
    live.textContent = live.textContent == text && text ? text + '\xa0' : text;
  };

  // For everyone, above the page until the next click.
  const tell = text => {
    say(text);
    note.textContent = text;
    note.showPopover?.();
  };

  const live = document.createElement('asok-live');
  live.setAttribute('aria-live', 'polite');
  live.style.cssText = 'position:fixed;clip-path:inset(50%)';
  const note = document.createElement('asok-note');
  note.setAttribute('popover', 'hint');
  say('');

  shown = page(location);
  serve([document]);
}

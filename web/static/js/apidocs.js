// The reader of the API document. Changing requests tried from here carry the session's token.

const reader = document.getElementById("reader");

fetch(reader.dataset.session).then((answer) => answer.json()).then((session) => {
  window.SwaggerUIBundle({
    url: reader.dataset.document,
    domNode: reader,
    validatorUrl: null,
    requestInterceptor: (request) => {
      request.headers["X-CSRF-Token"] = session.csrf_token;
      return request;
    },
  });
});

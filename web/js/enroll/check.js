// What can be seen to be missing before anything is sent. The server looks at the rest.
const NEEDS = { call: "phone", text: "phone", email: "email" };

/** As the server says it: a pointer to the place, and what to do there. */
export function missingIn(answers, form) {
  return [...emptyFields(answers, form), ...unreachable(answers, form), ...unread(answers, form)];
}

function emptyFields(answers, form) {
  return form.fields.filter(({ name, required }) => required && !answers[name])
    .map(({ name, error }) => ({ pointer: `/${name}`, detail: error }));
}

function unreachable({ phone, email, channel, receipt }, { errors }) {
  if (!phone && !email) return [{ pointer: "/phone", detail: errors.contact }];
  const needed = NEEDS[channel];
  if (needed && !{ phone, email }[needed]) {
    return [{ pointer: `/${needed}`, detail: errors[`channel_${needed}`] }];
  }
  return receipt && !email ? [{ pointer: "/email", detail: errors.receipt_email }] : [];
}

function unread({ consents }, form) {
  return form.consents.filter(({ purpose, required }) => required && !consents[purpose])
    .map(({ purpose, error }) => ({ pointer: `/consents/${purpose}`, detail: error }));
}

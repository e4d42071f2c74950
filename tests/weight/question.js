// node question.js FOLDER: GOV.UK Frontend's question page, rendered by its own templates, into FOLDER with its files.
const fs = require("fs");
const path = require("path");
const nunjucks = require("nunjucks");

const kit = path.dirname(require.resolve("govuk-frontend/package.json"));
const folder = process.argv[2];
const page = `{% extends "govuk/template.njk" %}
{% from "govuk/components/back-link/macro.njk" import govukBackLink %}
{% from "govuk/components/button/macro.njk" import govukButton %}
{% from "govuk/components/radios/macro.njk" import govukRadios %}
{% block pageTitle %}Where do you live? - GOV.UK{% endblock %}
{% block head %}<link rel="stylesheet" href="/govuk-frontend.min.css">{% endblock %}
{% block beforeContent %}{{ govukBackLink({ text: "Back", href: "#" }) }}{% endblock %}
{% block content %}<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<form action="/" method="get" novalidate>{{ govukRadios({
  name: "where", hint: { text: "Choose the country you live in" },
  fieldset: { legend: { text: "Where do you live?", isPageHeading: true, classes: "govuk-fieldset__legend--l" } },
  items: [{ value: "england", text: "England" }, { value: "scotland", text: "Scotland" },
          { value: "wales", text: "Wales" }, { value: "northern-ireland", text: "Northern Ireland" }]
}) }}{{ govukButton({ text: "Continue" }) }}</form></div></div>{% endblock %}
{% block bodyEnd %}<script type="module" src="/govuk-frontend.min.js"></script>
<script type="module">import { initAll } from '/govuk-frontend.min.js'; initAll()</script>{% endblock %}`;

const dist = path.join(kit, "dist");
const rendered = nunjucks.configure([dist]).renderString(page, {});
fs.mkdirSync(folder, { recursive: true });
fs.writeFileSync(path.join(folder, "index.html"), rendered);
for (const name of ["govuk-frontend.min.css", "govuk-frontend.min.js"])
  fs.copyFileSync(path.join(dist, "govuk", name), path.join(folder, name));
fs.cpSync(path.join(dist, "govuk", "assets"), path.join(folder, "assets"), { recursive: true });
process.stdout.write(require(path.join(kit, "package.json")).version);

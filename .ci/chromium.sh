# chromium.sh, sourced: HELPDESK_CHROMIUM names the browser of the system. $1 says what is skipped without one.
if [[ -z ${HELPDESK_CHROMIUM:-} ]]; then
  for name in chromium chromium-browser google-chrome; do
    HELPDESK_CHROMIUM=$(command -v "$name") && break
  done
fi
if [[ -z ${HELPDESK_CHROMIUM:-} ]]; then
  echo "SKIPPED $1: there is no chromium here." >&2
  echo "Repair: apt install chromium fonts-noto-cjk, or set HELPDESK_CHROMIUM to the program" >&2
  [[ ${CI:-} == true ]] && exit 1
  exit 0
fi
export HELPDESK_CHROMIUM

/** How an exported run looks. It is the only style of the page: its hash stands in the page's policy. */
export const exportStyle = `
:root{color-scheme:light dark;--line:light-dark(#e4e4df,#2a2d32);--muted:light-dark(#5c6066,#9da2aa);--soft:light-dark(#f2f2ef,#1e2125);
--failed:light-dark(#b3261e,#ff938b);--broken:light-dark(#9a4207,#ffb077);--flaky:light-dark(#7c2fa3,#d9a5f2);--skipped:light-dark(#5c6066,#9da2aa);--passed:light-dark(#17683a,#72d29a)}
*{box-sizing:border-box}
body{max-width:1200px;margin:0 auto;padding:24px 16px 64px;font:14px/20px system-ui,sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:anywhere;color:light-dark(#1a1b1e,#e7e8ea);background:light-dark(#fafaf8,#101113)}
h1{margin:0 0 4px;font-size:20px;line-height:28px}h2{margin:32px 0 8px;font-size:16px}h3{margin:12px 0 4px;font-size:12px;color:var(--muted)}
.muted{color:var(--muted)}dl{display:flex;flex-wrap:wrap;gap:8px 32px;margin:12px 0}dt{font-size:12px;color:var(--muted)}dd{margin:0}
pre{margin:0;padding:8px 12px;max-height:70vh;overflow:auto;border:1px solid var(--line);border-radius:6px;font:12.5px/18px ui-monospace,monospace;white-space:pre-wrap}
details{margin:0;border-bottom:1px solid var(--line)}summary{padding:8px 0;cursor:pointer}details>div{padding:0 0 16px 16px}
img{display:block;max-width:100%;max-height:480px;border:1px solid var(--line)}
.mark{display:inline-block;min-width:68px;font-weight:600}.failed{color:var(--failed)}.broken{color:var(--broken)}.flaky{color:var(--flaky)}.skipped{color:var(--skipped)}.passed{color:var(--passed)}
ol{margin:0;padding:0;list-style:none}li{display:flex;gap:12px;padding:4px 0;border-bottom:1px solid var(--line);content-visibility:auto;contain-intrinsic-size:auto 29px}
li>.name{flex:1;min-width:0}li>.took{white-space:nowrap;color:var(--muted)}.suite{margin-left:8px;font-size:12px;color:var(--muted)}
.filters{display:flex;flex-wrap:wrap;gap:4px 16px;margin:8px 0}
body:has(#show-failed:checked) li:not(.is-failed),body:has(#show-broken:checked) li:not(.is-broken),body:has(#show-flaky:checked) li:not(.is-flaky),body:has(#show-skipped:checked) li:not(.is-skipped),body:has(#show-passed:checked) li:not(.is-passed){display:none}
.note{margin:12px 0;padding:8px 12px;border-left:3px solid var(--failed);background:var(--soft)}
@media print{details>div{display:block}.filters{display:none}}
`;

package io.github.cookieward.enforcement;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnCodeTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "// addToCart()\n/* go() */ <!-- go()\nga('send', 'pageview');\n// -->",
        "window.dataLayer = window.dataLayer || []; function gtag(){dataLayer.push(arguments);}"
            + " gtag('js', new Date()); gtag('config', 'G-1', {user_id: USER, 'a': [1, 2.5]});",
        "var _gaq = _gaq || [];\n_gaq.push(['_setAccount', 'UA-1']);\n_gaq.push([\"_trackPageview\"])",
        "gtag('event', \"it's = bought()\", {value: 3 / 2, path: location.pathname.toLowerCase()})",
        "(function () { var price = 1; price = 2; fbq('track', 'Buy', {value: price}) })();",
        "!function () { for (var i = 0; i < 3; i++) { _paq.push(['a', i]) } }()",
        "if (window.fbq && document.title !== '') { self.fbq('track', `View`) } else fbq('init')",
        "ga('create', 'UA', {hitCallback: function (sent) { sent = 1 }}); window?.ga?.('send')",
        "_paq.push(['setDocumentTitle', document.domain + '/' + document.title])",
        "<!--\ngtag('event', 'a')\n--> the end",
      })
  void whatOnlyCallsServicesIsTheirs(String script) {
    assertThat(OwnCode.isIn(script, StandIns::isGlobal)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "addToCart(); gtag('event', 'a')",
        "var cart = []; gtag('event', 'a')",
        "function add() { gtag('event', 'a') }",
        "ga('send', 'a', {hitCallback: function () { document.location = '/next' }})",
        "window.location.href = '/a'; fbq('a')",
        "jQuery(function ($) { $('#a').click(function () { gtag('event', 'a') }) })",
        "(function ($) { $('.b').hide(); fbq('track', 'a') })(jQuery)",
        "document.getElementById('a').onclick = null; ga('send', 'a')",
        "gtag('event', 'a')\ncount++",
        "gtag('event', `${order()}`)",
        "if (/x/.test(navigator.userAgent)) gtag('event', 'a')",
        "class Cart {}; gtag('event', 'a')",
        "new Slider('.a'); gtag('event', 'a')",
        "window.shop = {total: 1}; fbq('track', 'a')",
        "shop.total += 1; fbq('track', 'a')",
        "let {total} = shop; fbq('track', 'a')",
        "// our shop\raddToCart(); gtag('event', 'a')",
        "=",
      })
  void whatDoesSomethingElseIsTheSites(String script) {
    assertThat(OwnCode.isIn(script, StandIns::isGlobal)).isTrue();
  }

  @Property
  void anyTextIsRead(@ForAll String text) {
    OwnCode.isIn("gtag(" + text, StandIns::isGlobal);
    OwnCode.isIn(text, StandIns::isGlobal);
  }
}

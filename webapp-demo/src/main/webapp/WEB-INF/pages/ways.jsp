<%@ page session="false" %>
<%@ taglib prefix="c" uri="jakarta.tags.core" %>
<%@ taglib prefix="consent" uri="cookieward.tags" %>
<%@ taglib prefix="nimbus" tagdir="/WEB-INF/tags" %>
<nimbus:page title="The ways a cookie takes">
  <div class="prose">
    <h1>The ways a cookie takes</h1>
    <p class="lead">A server has many ways to set a cookie. This site uses all of these. Try one, and see in the panel what became of it.</p>
  </div>
  <div class="scroll" role="region" aria-label="The ways" tabindex="0">
    <table>
      <thead><tr><th scope="col">Way</th><th scope="col">Cookie</th><th scope="col">Try it</th></tr></thead>
      <tbody>
        <tr><th scope="row">A filter, with <code>addCookie</code></th><td><code>nimbus_stats</code></td><td><a href="${root}/privacy">any page</a></td></tr>
        <tr><th scope="row">A filter, and nobody declared it</th><td><code>nimbus_experiment</code></td><td><a href="${root}/privacy">any page</a></td></tr>
        <tr><th scope="row"><code>addHeader("Set-Cookie")</code></th><td><code>_ga</code>, <code>_gid</code></td><td><a href="${root}/">home</a></td></tr>
        <tr><th scope="row"><code>addHeader("set-cookie")</code>, in lower case</th><td><code>_fbp</code></td><td><a href="${root}/products">plans</a></td></tr>
        <tr><th scope="row"><code>setHeader</code>, then a redirect</th><td><code>nimbus_ad</code></td><td><a href="${root}/go/spring">spring campaign</a></td></tr>
        <tr><th scope="row"><code>addCookie</code>, then a redirect</th><td><code>nimbus_theme</code>, <code>nimbus_language</code></td><td><a href="${root}/preferences">appearance</a></td></tr>
        <tr><th scope="row">After a forward</th><td><code>nimbus_ad</code></td><td><a href="${root}/help">help</a></td></tr>
        <tr><th scope="row">In an include (some containers drop it)</th><td><code>nimbus_ad</code></td><td><a href="${root}/products">plans</a></td></tr>
        <tr><th scope="row">On another thread, asynchronously</th><td><code>nimbus_ad</code></td><td><a href="${root}/status">status</a></td></tr>
        <tr><th scope="row">With a static file</th><td><code>nimbus_ad</code></td><td><a href="${root}/files/price-list.txt">price list</a></td></tr>
        <tr><th scope="row">From the page for errors</th><td><code>nimbus_ad</code></td><td><a href="${root}/nowhere">not found</a>, <a href="${root}/broken">broken</a></td></tr>
        <tr><th scope="row">The container's session</th><td><code>JSESSIONID</code>, essential</td><td><a href="${root}/sign-in">sign in</a></td></tr>
        <tr><th scope="row">A script, with <code>document.cookie</code></th><td><code>lumentrail_id</code></td><td><a href="${root}/privacy">any page</a></td></tr>
        <tr><th scope="row">A third party, on its own pixel</th><td><code>lumentrail_visitor</code></td><td><a href="${root}/privacy">any page</a></td></tr>
      </tbody>
    </table>
  </div>
</nimbus:page>

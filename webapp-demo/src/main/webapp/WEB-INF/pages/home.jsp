<%@ page session="false" %>
<%@ taglib prefix="c" uri="jakarta.tags.core" %>
<%@ taglib prefix="consent" uri="cookieward.tags" %>
<%@ taglib prefix="nimbus" tagdir="/WEB-INF/tags" %>
<nimbus:page title="Your files, where you left them">
  <section class="hero">
    <div>
      <c:choose>
        <c:when test="${language == 'de'}"><h1 lang="de">Ihre Dateien, wo Sie sie ließen.</h1></c:when>
        <c:when test="${language == 'es'}"><h1 lang="es">Tus archivos, donde los dejaste.</h1></c:when>
        <c:otherwise><h1>Your files, where you left them.</h1></c:otherwise>
      </c:choose>
      <p class="lead">Nimbus Drive keeps one copy of your work in the sky and one on every desk you use. Close the lid in Lisbon, open it in Lund, and carry on.</p>
      <p class="actions"><a class="button" href="${root}/products">See the plans</a> <a class="button quiet" href="${root}/sign-in">Sign in</a></p>
      <p class="small">20 GB are free, and stay free.</p>
    </div>
    <nimbus:skyline/>
  </section>

  <section class="features" aria-label="What it does">
    <article>
      <svg viewBox="0 0 48 48" aria-hidden="true" focusable="false"><path d="M10 30a14 14 0 0 1 25-11m3-7v9h-9M38 22a14 14 0 0 1-25 9m-3 7v-9h9"/></svg>
      <h2>In step</h2>
      <p>A change on one device is on the others before you have crossed the room. Without a connection it waits, and loses nothing.</p>
    </article>
    <article>
      <svg viewBox="0 0 48 48" aria-hidden="true" focusable="false"><path d="M24 8v16l10 6M8 24a16 16 0 1 0 5-11.6L8 17m0-9v9h9"/></svg>
      <h2>Back in time</h2>
      <p>Every version of the last thirty days is kept. Last Tuesday's draft, the one before the clever idea, is two clicks away.</p>
    </article>
    <article>
      <svg viewBox="0 0 48 48" aria-hidden="true" focusable="false"><path d="M24 6 9 12v11c0 10 6.5 16 15 19 8.5-3 15-9 15-19V12zM17 24l5 5 9-10"/></svg>
      <h2>Yours alone</h2>
      <p>Files are locked on your device, and the key stays there. What we cannot read, we cannot lose, sell or look at.</p>
    </article>
  </section>

  <section class="tour">
    <div>
      <h2>Two minutes in the clouds</h2>
      <p>A short film from folder to telephone and back. It is played by Reelhouse, a third party, and so it waits until you want it.</p>
    </div>
    <div class="film">
      <c:set var="film" value="${tracker}/player?v=${visitor}@${root}"/>
      <c:choose>
        <c:when test="${enforced}"><consent:embed service="reelhouse" src="${film}" title="A tour of Nimbus Drive" width="560" height="315"/></c:when>
        <c:otherwise><iframe src="${film}" title="A tour of Nimbus Drive" width="560" height="315"></iframe></c:otherwise>
      </c:choose>
    </div>
  </section>

  <section class="note">
    <consent:granted category="advertising">
      <h2>Picked for you</h2>
      <p>You came by our spring campaign, so here is its offer: three months of Stratus for the price of one. You see this because you agreed to advertising cookies.</p>
    </consent:granted>
    <consent:otherwise>
      <h2>The same for everyone</h2>
      <p>This place could hold an offer chosen for you. It does not, because you have not agreed to advertising cookies. Everything else works just as well.</p>
    </consent:otherwise>
    <p><a href="${root}/go/spring">To the spring offer</a></p>
  </section>
</nimbus:page>

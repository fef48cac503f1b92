<%@ page session="false" %>
<%@ taglib prefix="c" uri="jakarta.tags.core" %>
<%@ taglib prefix="consent" uri="cookieward.tags" %>
<%@ taglib prefix="nimbus" tagdir="/WEB-INF/tags" %>
<nimbus:page title="Plans" current="products">
  <h1>Three clouds, plainly priced</h1>
  <p class="lead">Pay by the month, leave in the month. Every plan has every feature; only the room differs.</p>

  <div class="plans">
    <article class="plan">
      <svg viewBox="0 0 120 48" aria-hidden="true" focusable="false"><path class="wisp" d="M8 40c34 2 44-26 84-24M22 28c22 0 30-18 60-16M50 42c20 2 30-14 56-12"/></svg>
      <h2>Cirrus</h2>
      <p class="price"><strong>Free</strong></p>
      <ul><li>20 GB</li><li>Two devices</li><li>Versions for 30 days</li></ul>
      <p><a class="button quiet" href="${root}/sign-in">Begin with Cirrus</a></p>
    </article>
    <article class="plan favourite">
      <svg viewBox="0 0 120 48" aria-hidden="true" focusable="false"><path class="cloud" d="M84 42a13 13 0 0 0 2-25.5 18 18 0 0 0-33-3.5A14.5 14.5 0 0 0 34 42z"/></svg>
      <h2>Cumulus</h2>
      <p class="price"><strong>4 €</strong> a month</p>
      <ul><li>500 GB</li><li>All your devices</li><li>Versions for a year</li></ul>
      <p><a class="button" href="${root}/sign-in">Choose Cumulus</a></p>
    </article>
    <article class="plan">
      <svg viewBox="0 0 120 48" aria-hidden="true" focusable="false"><path class="cloud" d="M14 40h92a6 6 0 0 0 0-12H92a6 6 0 0 0 0-12H40a6 6 0 0 0 0 12H14a6 6 0 0 0 0 12z"/></svg>
      <h2>Stratus</h2>
      <p class="price"><strong>9 €</strong> a month</p>
      <ul><li>3 TB, for up to six people</li><li>Shared folders with roles</li><li>Versions for ever</li></ul>
      <p><a class="button quiet" href="${root}/sign-in">Choose Stratus</a></p>
    </article>
  </div>

  <jsp:include page="/fragments/offer"/>

  <p>All prices with tax. The same as a <a href="${root}/files/price-list.txt">plain price list</a>.</p>
</nimbus:page>

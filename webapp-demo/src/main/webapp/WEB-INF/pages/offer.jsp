<%@ page session="false" %>
<section class="note">
  <h2>In November</h2>
  <p>Bring a colleague to Cumulus, and neither of you pays for December.</p>
</section>

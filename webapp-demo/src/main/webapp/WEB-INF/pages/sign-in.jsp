<%@ page session="false" %>
<%@ taglib prefix="c" uri="jakarta.tags.core" %>
<%@ taglib prefix="consent" uri="cookieward.tags" %>
<%@ taglib prefix="nimbus" tagdir="/WEB-INF/tags" %>
<nimbus:page title="Sign in" current="sign-in">
  <div class="narrow">
    <h1>Sign in</h1>
    <p class="note">This is a demo with one account. E-mail: <kbd>${demoEmail}</kbd> Password: <kbd>${demoPassword}</kbd></p>
    <c:if test="${refused}"><p class="refused" role="alert" id="refused">That is not the demo's account. Its e-mail and password stand above.</p></c:if>
    <form class="form" method="post" action="${root}/sign-in">
      <label for="email">E-mail</label>
      <input id="email" name="email" type="email" autocomplete="username" required<c:if test="${refused}"> aria-describedby="refused"</c:if>>
      <label for="password">Password</label>
      <input id="password" name="password" type="password" autocomplete="current-password" required>
      <button class="button" type="submit">Sign in</button>
    </form>
    <p class="small">Signing in needs one cookie, the session's. It is essential, so you are not asked about it, and it goes when you close the browser.</p>
    <p class="small">Your cookie settings come with you. To see what happens where they differ: sign in here and choose some, then open the site in a private window, choose others there, and sign in. For another account write a word after a plus sign, as in <kbd>ada+work@nimbus.example</kbd>.</p>
  </div>
</nimbus:page>

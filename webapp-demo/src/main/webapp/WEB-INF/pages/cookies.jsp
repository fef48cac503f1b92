<%@ page session="false" %>
<%@ taglib prefix="c" uri="jakarta.tags.core" %>
<%@ taglib prefix="consent" uri="cookieward.tags" %>
<%@ taglib prefix="nimbus" tagdir="/WEB-INF/tags" %>
<nimbus:page title="Cookie policy">
  <div class="prose">
    <h1>Cookie policy</h1>
    <p class="lead">What we store in your browser, what for, and for how long. When we say cookies, we mean everything that stores or reads something on your device: cookies, local storage, pixels and beacons alike.</p>
    <h2>You decide, and the server keeps to it</h2>
    <p>Only what is essential is used from the start. Everything else waits until you agree, category by category or service by service. Until then our server does not send the cookie and does not put the script into the page. There is nothing to switch off afterwards.</p>
    <p>You can change your mind at any time: <consent:settingsLink>Cookie settings</consent:settingsLink> is at the foot of each page. When you withdraw, we remove what had been stored.</p>
    <h2>The categories</h2>
    <ul>
      <li><strong>Essential.</strong> Keeps you signed in and remembers your answer about cookies. The site does not work without it.</li>
      <li><strong>Preference.</strong> Remembers how you like our pages, such as light or dark.</li>
      <li><strong>Analytics.</strong> Tells us which pages are read, so that we can mend the others.</li>
      <li><strong>Advertising.</strong> Tells us which advertisement brought you here, and may choose what you see.</li>
      <li><strong>Third party.</strong> Some of these are run by other companies. They need your agreement to their purpose, and to third parties as such.</li>
    </ul>
    <h2>Every cookie by name</h2>
    <p>This table is made from the same file that the server enforces. It cannot say one thing while the site does another.</p>
  </div>
  <div class="scroll" role="region" aria-label="Every cookie by name" tabindex="0"><consent:cookieTable/></div>
  <div class="prose">
    <h2>Who else has part in it</h2>
    <p>Made from the same file: each company, what it is for, what it stores, and its own policy.</p>
    <consent:thirdParties/>
    <h2>By what means</h2>
    <p>Cookies are one technique of several. These are all that there are, and who uses them here.</p>
    <consent:technologies/>
    <h2>In your language</h2>
    <p>This page is in English; what Cookieward says on it is in the language that you choose. Nothing is stored for it.</p>
    <consent:languageChooser/>
  </div>
</nimbus:page>

package io.github.cookieward.catalogue;

import io.github.cookieward.consent.Category;
import io.github.cookieward.consent.ConsentCodec;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A product that stores or sends something, the site's own or a third party's, with everything that
 * gives it away. A value; safe to share.
 *
 * @param id 1 to 64 of {@code a-z}, {@code 0-9} and {@code -}
 * @param name what people call it
 * @param category the purpose it serves
 * @param thirdParty whether somebody else than the site decides what becomes of the data
 * @param controller who is responsible for the data, or empty
 * @param privacy address of the controller's privacy policy, or empty
 * @param retention how long data are kept, as an ISO 8601 duration, or empty; told as it stands
 *     where it is none
 * @param since the version of the policy, from 1, with which it came or last changed: who answered
 *     an earlier one is asked about it again
 * @param purpose what it is for, in the site's words, or empty
 * @param cookies its cookies
 * @param addresses its hosts, each with subdomains, with a port and a path's beginning or without;
 *     or a path on the site's own host, which begins with a slash
 * @param storageKeys its keys in the browser's storage; a last {@code *} makes a beginning
 * @param endpoints the site's own paths that collect for it; a last {@code *} makes a beginning
 * @param parameters the query parameters it tracks by; a last {@code *} makes a beginning
 * @param technologies what it uses besides, where the site says so
 */
public record Service(
    String id,
    String name,
    Category category,
    boolean thirdParty,
    String controller,
    String privacy,
    String retention,
    int since,
    String purpose,
    List<CookieRule> cookies,
    List<String> addresses,
    List<String> storageKeys,
    List<String> endpoints,
    List<String> parameters,
    Set<Technology> technologies) {

  /**
   * A service.
   *
   * @throws IllegalArgumentException if the id is none, or its category is third-party, which is no
   *     purpose
   */
  public Service {
    if (!ConsentCodec.isServiceId(id)) {
      throw new IllegalArgumentException(
          "service id must be 1 to 64 of a-z, 0-9 and '-', not \"" + id + "\"");
    }
    if (category.equals(Category.THIRD_PARTY)) {
      throw new IllegalArgumentException(
          "service \"" + id + "\" needs a purpose as its category; say party=\"third\" besides");
    }
    cookies = List.copyOf(cookies);
    addresses = List.copyOf(addresses);
    storageKeys = List.copyOf(storageKeys);
    endpoints = List.copyOf(endpoints);
    parameters = List.copyOf(parameters);
    technologies = Set.copyOf(technologies);
  }

  /** Starts a service of the site's own, with a purpose and nothing else. */
  public static Builder builder(String id, Category category) {
    return new Builder(id, category);
  }

  /** Starts a changed copy. */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /** Collects what is known of a service. For one thread. */
  public static final class Builder {
    private final String id;
    private String name;
    private Category category;
    private boolean thirdParty;
    private String controller = "";
    private String privacy = "";
    private String retention = "";
    private int since = 1;
    private String purpose = "";
    private final List<CookieRule> cookies = new ArrayList<>();
    private final List<String> addresses = new ArrayList<>();
    private final List<String> storageKeys = new ArrayList<>();
    private final List<String> endpoints = new ArrayList<>();
    private final List<String> parameters = new ArrayList<>();
    private final Set<Technology> technologies = EnumSet.noneOf(Technology.class);

    private Builder(String id, Category category) {
      this.id = id;
      this.name = id;
      this.category = category;
    }

    private Builder(Service service) {
      this(service.id, service.category);
      name = service.name;
      thirdParty = service.thirdParty;
      controller = service.controller;
      privacy = service.privacy;
      retention = service.retention;
      since = service.since;
      purpose = service.purpose;
      cookies.addAll(service.cookies);
      addresses.addAll(service.addresses);
      storageKeys.addAll(service.storageKeys);
      endpoints.addAll(service.endpoints);
      parameters.addAll(service.parameters);
      technologies.addAll(service.technologies);
    }

    /** What people call it; the id where nothing is said. */
    public Builder name(String text) {
      name = text;
      return this;
    }

    /** The purpose it serves, in place of another. */
    public Builder category(Category purposeServed) {
      category = purposeServed;
      return this;
    }

    /** Whether somebody else decides what becomes of the data; by default the site does. */
    public Builder thirdParty(boolean third) {
      thirdParty = third;
      return this;
    }

    /** Who is responsible for the data. */
    public Builder controller(String text) {
      controller = text;
      return this;
    }

    /** Address of the controller's privacy policy. */
    public Builder privacy(String address) {
      privacy = address;
      return this;
    }

    /** How long data are kept, as an ISO 8601 duration; {@link Retention} says which. */
    public Builder retention(String duration) {
      retention = duration;
      return this;
    }

    /** The version of the policy with which it came or last changed; by default the first. */
    public Builder since(int policyVersion) {
      since = policyVersion;
      return this;
    }

    /** What it is for. */
    public Builder purpose(String text) {
      purpose = text;
      return this;
    }

    /** One more cookie by its name, or several by a rule. */
    public Builder cookie(CookieRule rule) {
      cookies.add(rule);
      return this;
    }

    /** One more cookie, by its very name. */
    public Builder cookie(String exactName) {
      return cookie(CookieRule.of(CookieRule.Kind.EXACT, exactName));
    }

    /** One more host, with a path's beginning or without; or a path on the site's own host. */
    public Builder address(String pattern) {
      addresses.add(pattern);
      return this;
    }

    /** One more key in the browser's storage; a last {@code *} makes a beginning. */
    public Builder storageKey(String key) {
      storageKeys.add(key);
      return this;
    }

    /** One more of the site's own paths that collect for it; a last {@code *} makes a beginning. */
    public Builder endpoint(String path) {
      endpoints.add(path);
      return this;
    }

    /** One more query parameter it tracks by; a last {@code *} makes a beginning. */
    public Builder parameter(String parameter) {
      parameters.add(parameter);
      return this;
    }

    /** One more technology that it uses. */
    public Builder technology(Technology used) {
      technologies.add(used);
      return this;
    }

    /**
     * The service.
     *
     * @throws IllegalArgumentException as {@link Service} does
     */
    public Service build() {
      return new Service(
          id,
          name,
          category,
          thirdParty,
          controller,
          privacy,
          retention,
          since,
          purpose,
          cookies,
          addresses,
          storageKeys,
          endpoints,
          parameters,
          technologies);
    }
  }
}

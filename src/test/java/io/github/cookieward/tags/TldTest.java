package io.github.cookieward.tags;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.jsp.tagext.JspTag;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class TldTest {
  private final Document tld = read();

  private static Document read() {
    try (InputStream in =
        Objects.requireNonNull(TldTest.class.getResourceAsStream("/META-INF/cookieward.tld"))) {
      return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private List<Element> elements(String name) {
    return within(tld.getDocumentElement(), name);
  }

  private static List<Element> within(Element parent, String name) {
    NodeList found = parent.getElementsByTagName(name);
    return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i)).toList();
  }

  private static String text(Element parent, String name) {
    return within(parent, name).stream()
        .filter(e -> e.getParentNode() == parent)
        .findFirst()
        .map(e -> e.getTextContent().trim())
        .orElse("");
  }

  @Test
  void theAttributesOfATagAreTheSettersOfItsClass() throws Exception {
    for (Element tag : elements("tag")) {
      Class<?> type = Class.forName(text(tag, "tag-class"));
      Map<String, String> said = new TreeMap<>();
      within(tag, "attribute").forEach(a -> said.put(text(a, "name"), text(a, "type")));

      assertThat(said).as(text(tag, "name")).isEqualTo(setters(type));
    }
  }

  private static Map<String, String> setters(Class<?> type) {
    return Arrays.stream(type.getMethods())
        .filter(m -> m.getName().startsWith("set") && m.getParameterCount() == 1)
        .filter(m -> m.getDeclaringClass().getName().startsWith("io.github.cookieward"))
        .collect(
            Collectors.toMap(
                m ->
                    m.getName().substring(3, 4).toLowerCase(java.util.Locale.ROOT)
                        + m.getName().substring(4),
                m -> m.getParameterTypes()[0].getName(),
                (a, b) -> a,
                TreeMap::new));
  }

  @Test
  void everyTagIsAPublicClassThatAContainerCanMake() throws Exception {
    for (Element tag : elements("tag")) {
      Class<?> type = Class.forName(text(tag, "tag-class"));
      assertThat(JspTag.class).isAssignableFrom(type);
      assertThat(Modifier.isPublic(type.getModifiers())).isTrue();
      assertThat(type.getConstructor()).isNotNull();
    }
    assertThat(elements("tag")).hasSize(13);
  }

  @Test
  void everyFunctionExists() throws Exception {
    assertThat(elements("function")).hasSize(2);
    for (Element function : elements("function")) {
      Class<?> type = Class.forName(text(function, "function-class"));
      List<String> signatures =
          Arrays.stream(type.getMethods())
              .filter(m -> Modifier.isStatic(m.getModifiers()))
              .map(TldTest::signature)
              .toList();
      assertThat(signatures).contains(text(function, "function-signature"));
    }
  }

  private static String signature(Method method) {
    return method.getReturnType().getName()
        + " "
        + method.getName()
        + Arrays.stream(method.getParameterTypes())
            .map(Class::getName)
            .collect(Collectors.joining(", ", "(", ")"));
  }

  @Test
  void everyTagAndAttributeIsDescribed() {
    for (String name : List.of("tag", "attribute", "function")) {
      elements(name)
          .forEach(e -> assertThat(text(e, "description")).as(text(e, "name")).endsWith("."));
    }
  }
}

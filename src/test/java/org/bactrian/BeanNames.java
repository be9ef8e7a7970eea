package org.bactrian;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.component.bean.BeanInfo;
import org.apache.camel.component.bean.MethodInfo;

/**
 * What the names in routes can mean to Camel: each {@code ref} and {@code method}, and each {@code
 * ${...}} with a name behind a dot, resolved against the classes that they can meet.
 *
 * <p>The class of a bean is that of the registry; of an exchange property, every class that a
 * method takes by {@link ExchangeProperty} or that {@code setProperty} puts there; of the body,
 * every class that has such a name at all. What is found for none of them is a finding, too.
 */
final class BeanNames {

  private static final Pattern TOKEN = Pattern.compile("\\$\\{([^}]*)}");
  private static final Pattern OF_PROPERTY =
      Pattern.compile("exchangeProperty\\.(\\w+)((?:\\??\\.\\w+)*)");
  private static final Pattern OF_BODY = Pattern.compile("body((?:\\??\\.\\w+)+)");
  // These give a value as it is, and ask it nothing.
  private static final Pattern WHOLE =
      Pattern.compile("body|exception|bodyAs\\([\\w.\\[\\]]+\\)|(?:variable|header)\\.[\\w-]+");
  private static final Pattern CALL = Pattern.compile("(\\w+)(?:\\((.*)\\))?");

  private final CamelContext camel;
  private final List<Class<?>> classes = new ArrayList<>();
  private final Map<String, Set<Class<?>>> properties = new TreeMap<>();
  private final Set<String> findings = new TreeSet<>();
  private int resolved;

  BeanNames(CamelContext camel, JavaClasses program) {
    this.camel = camel;
    for (JavaClass each : program) {
      Class<?> type = each.reflect();
      classes.add(type);
      for (Method method : type.getDeclaredMethods()) {
        for (var parameter : method.getParameters()) {
          ExchangeProperty property = parameter.getAnnotation(ExchangeProperty.class);
          if (property != null) holds(property.value(), parameter.getType());
        }
      }
    }
  }

  /** Takes a file's parsed YAML into account. */
  void check(String file, Object yaml) {
    if (yaml instanceof Collection<?> list) {
      list.forEach(each -> check(file, each));
    } else if (yaml instanceof Map<?, ?> map) {
      if (map.containsKey("ref") || map.containsKey("beanType")) method(file, map);
      if (map.get("name") instanceof String name && map.get("method") instanceof Map<?, ?> from) {
        for (Method method : method(file, from)) holds(name, method.getReturnType());
      }
      map.values().forEach(each -> check(file, each));
    } else if (yaml instanceof String text) {
      tokens(file, text);
      if (text.startsWith("bean:") || text.startsWith("class:")) {
        findings.add(file + ": " + text + " is not looked at; write bean: { ref, method } instead");
      }
    }
  }

  private void holds(String property, Class<?> type) {
    properties.computeIfAbsent(property, p -> new LinkedHashSet<>()).addAll(within(type));
  }

  /** The class and all that may stand in its place. */
  private Set<Class<?>> within(Class<?> type) {
    Set<Class<?>> all = new LinkedHashSet<>();
    all.add(type);
    if (type != Object.class) {
      classes.stream().filter(type::isAssignableFrom).forEach(all::add);
    }
    return all;
  }

  private void tokens(String file, String text) {
    Matcher token = TOKEN.matcher(text);
    while (token.find()) {
      String said = token.group(1).strip();
      Matcher property = OF_PROPERTY.matcher(said);
      Matcher body = OF_BODY.matcher(said);
      if (property.matches()) {
        Set<Class<?>> types = properties.getOrDefault(property.group(1), Set.of());
        if (types.isEmpty()) {
          findings.add(file + ": ${" + said + "}: no class is known to be in that property");
        }
        chain(file, said, types, property.group(2));
      } else if (body.matches()) {
        String first = body.group(1).split("\\??\\.")[1];
        Set<Class<?>> types = new LinkedHashSet<>();
        classes.stream().filter(type -> !candidates(type, first).isEmpty()).forEach(types::add);
        if (types.isEmpty()) findings.add(file + ": ${" + said + "}: no class has that name");
        chain(file, said, types, body.group(1));
      } else if (!WHOLE.matcher(said).matches()) {
        findings.add(file + ": ${" + said + "} is of a form that is not looked at");
      }
    }
  }

  private void chain(String file, String said, Set<Class<?>> types, String names) {
    Set<Class<?>> now = types;
    for (String name : names.split("\\??\\.")) {
      if (name.isEmpty()) continue;
      Set<Class<?>> next = new LinkedHashSet<>();
      for (Class<?> type : now) {
        List<Method> found = candidates(type, name);
        only(file + ": ${" + said + "}", type, name, found);
        found.forEach(method -> next.addAll(within(method.getReturnType())));
      }
      now = next;
    }
  }

  private List<Method> method(String file, Map<?, ?> step) {
    String where = file + ": " + step;
    Class<?> type = type(step);
    Matcher call = CALL.matcher(String.valueOf(step.get("method")));
    if (type == null || step.get("method") == null || !call.matches()) {
      findings.add(where + ": no such bean, or no method's name");
      return List.of();
    }
    List<Method> found = new ArrayList<>(candidates(type, call.group(1)));
    if (call.group(2) != null) {
      int given = call.group(2).isBlank() ? 0 : call.group(2).split(",").length;
      found.removeIf(method -> method.getParameterCount() != given);
    }
    only(where, type, call.group(1), found);
    return found;
  }

  private Class<?> type(Map<?, ?> step) {
    if (step.get("beanType") instanceof String name) {
      return camel.getClassResolver().resolveClass(name);
    }
    Object bean = camel.getRegistry().lookupByName(String.valueOf(step.get("ref")));
    return bean == null ? null : bean.getClass();
  }

  private void only(String where, Class<?> type, String name, List<Method> found) {
    resolved++;
    if (found.size() == 1) return;
    findings.add(
        "%s: %s of %s can mean %s".formatted(where, name, type.getName(), found.toString()));
  }

  /**
   * The methods that Camel may take for a name: those so named, and getters without their get or
   * is. Which of two it takes depends on the order in which the JVM lists them.
   */
  private List<Method> candidates(Class<?> type, String name) {
    return new BeanInfo(camel, type)
        .getMethods().stream()
            .map(MethodInfo::getMethod)
            .filter(method -> !method.isSynthetic() && isNamed(method, name))
            .toList();
  }

  private static boolean isNamed(Method method, String name) {
    return method.getName().equals(name) || BeanInfo.getGetterShorthandName(method).equals(name);
  }

  /** Names that Camel can read two ways or none, with their file. */
  Set<String> findings() {
    return findings;
  }

  /** How many names were looked at, one for each class they can meet. */
  int resolved() {
    return resolved;
  }
}

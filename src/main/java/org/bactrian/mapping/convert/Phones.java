package org.bactrian.mapping.convert;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.Locale;
import java.util.Map;

/** The converter of phone numbers. */
final class Phones {

  private static final PhoneNumberUtil PHONES = PhoneNumberUtil.getInstance();

  private Phones() {}

  static Converter e164(Object options) {
    String country = null;
    if (options instanceof Map<?, ?> map && map.get("country") instanceof String given) {
      country = given.toUpperCase(Locale.ROOT);
      if (!PHONES.getSupportedRegions().contains(country)) {
        throw new IllegalArgumentException("'" + given + "' is not a country code such as TW");
      }
    } else if (options != null) {
      throw new IllegalArgumentException("it takes { country: TW }");
    }
    String region = country;
    return (value, record) -> e164(value.toString().strip(), region);
  }

  private static String e164(String text, String region) {
    try {
      PhoneNumber number = PHONES.parse(text, region);
      boolean told = !number.hasExtension() && PHONES.isValidNumber(number);
      return told ? PHONES.format(number, PhoneNumberFormat.E164) : text;
    } catch (NumberParseException e) {
      return text;
    }
  }
}

package io.kikkake.server.http;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import java.text.Normalizer;
import java.util.Optional;
import java.util.Set;

/**
 * Telephone numbers as people write them, made into what networks dial (E.164).
 *
 * @param region whose numbers may be written without a country code
 */
record PhoneNumbers(String region) {

    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

    /** Kinds that get an SMS; in some countries a number does not tell. */
    private static final Set<PhoneNumberType> REACHABLE =
            Set.of(PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE, PhoneNumberType.UNKNOWN);

    private static final int LONGEST = 40;

    /** @throws IllegalArgumentException for a region that is none */
    PhoneNumbers {
        if (NUMBERS.getCountryCodeForRegion(region) == 0) {
            throw new IllegalArgumentException("sms: region \"" + region + "\" is no country; Japan is JP.");
        }
    }

    /** Empty for what is no number, or one that no SMS reaches. */
    Optional<String> e164(String written) {
        if (written.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            // Japanese keyboards write full-width digits and dashes of many kinds.
            var number = NUMBERS.parse(Normalizer.normalize(written, Normalizer.Form.NFKC), region);
            return NUMBERS.isValidNumber(number) && REACHABLE.contains(NUMBERS.getNumberType(number))
                    ? Optional.of(NUMBERS.format(number, PhoneNumberFormat.E164))
                    : Optional.empty();
        } catch (NumberParseException e) {
            return Optional.empty();
        }
    }
}

package dev.assay.detectors.text.secrets;

import dev.assay.engine.text.Rows;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * A row of {@code tokens.tsv}.
 *
 * @param least characters of the body
 * @param most characters of the body
 * @param entropy bits a character that the body has at least
 */
record TokenRow(String kind, String literal, Alphabet body, int least, int most, double entropy, Check check) {
    /** What a token is held to beside its characters. */
    enum Check {
        NONE,
        CRC,
        AWS,
        OPENAI,
        SENDGRID,
        NEAR,
        PEM,
        JWT,
        URL
    }

    static List<TokenRow> all() {
        return Rows.read(Objects.requireNonNull(TokenRow.class.getResource("tokens.tsv")), 7).stream()
                .map(TokenRow::of)
                .toList();
    }

    private static TokenRow of(List<String> row) {
        return new TokenRow(
                row.get(0),
                row.get(1),
                row.get(2).equals("-")
                        ? Alphabet.NONE
                        : Alphabet.valueOf(row.get(2).toUpperCase(Locale.ROOT)),
                Integer.parseInt(row.get(3)),
                Integer.parseInt(row.get(4)),
                Double.parseDouble(row.get(5)),
                row.get(6).equals("-") ? Check.NONE : Check.valueOf(row.get(6).toUpperCase(Locale.ROOT)));
    }
}

package dev.assay.detectors.text.secrets;

import dev.assay.detectors.text.Chars;
import dev.assay.detectors.text.Probe;
import dev.assay.engine.fact.Fact;
import dev.assay.engine.text.Literals.Literal;
import dev.assay.engine.text.Window;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.zip.CRC32;

/**
 * Credentials by how they begin, held to what else is known of them: characters, length, entropy, checksum, structure, and
 * that they are no example of a manual. Immutable.
 */
public final class SecretProbe implements Probe {
    private static final int CRC_DIGITS = 6;
    private static final int AWS_SECRET = 40;
    private static final int AWS_REACH = 512;
    private static final int NEAR_REACH = 80;
    private static final String BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final double AWS_SECRET_ENTROPY = 4.2;

    private final List<TokenRow> rows = TokenRow.all();
    private final List<Literal> literals = rows.stream()
            .map(row -> new Literal(row.literal(), row.check() == TokenRow.Check.NEAR))
            .toList();
    private final List<String> placeholders = placeholders();

    private static List<String> placeholders() {
        URL list = Objects.requireNonNull(SecretProbe.class.getResource("placeholders.txt"));
        try (BufferedReader in = new BufferedReader(new InputStreamReader(list.openStream(), StandardCharsets.UTF_8))) {
            List<String> all = new ArrayList<>();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    all.add(line.strip());
                }
            }
            return List.copyOf(all);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String family() {
        return "secret";
    }

    @Override
    public List<Literal> literals() {
        return literals;
    }

    @Override
    public void look(Window at, int literal, int index, Consumer<Fact> found) {
        TokenRow row = rows.get(literal);
        switch (row.check()) {
            case PEM -> new PemKey(at, index).look(found);
            case URL -> new UrlPassword(at, index, this::isPlaceholder).look(found);
            case OPENAI -> openAi(row, at, index, found);
            case NEAR -> near(row, at, index, found);
            case NONE, CRC, AWS, SENDGRID, JWT -> token(row, at, index, found);
        }
    }

    private void token(TokenRow row, Window at, int index, Consumer<Fact> found) {
        byte[] bytes = at.bytes();
        int body = index + row.literal().length();
        if (Chars.isAlphanumeric(row.literal().charAt(0)) && isJoined(Chars.at(bytes, index - 1, at.end()))) {
            return;
        }
        int end = run(row, at, body);
        if (end < 0 || !isMachineMade(row, bytes, body, end)) {
            return;
        }
        long offset = at.positionOf(index);
        switch (row.check()) {
            case CRC -> {
                if (hasChecksum(bytes, body, end)) {
                    found.accept(Redaction.token(row.kind(), bytes, index, end, offset));
                }
            }
            case AWS ->
                found.accept(Redaction.token(
                        hasAwsSecret(at, index, end) ? "aws-key-pair" : row.kind(), bytes, index, end, offset));
            case SENDGRID -> {
                if (bytes[body + 22] == '.') {
                    found.accept(Redaction.token(row.kind(), bytes, index, end, offset));
                }
            }
            case JWT -> {
                if (isJwt(bytes, index, end)) {
                    found.accept(Redaction.token(row.kind(), bytes, index, end, offset));
                }
            }
            case NONE, OPENAI, NEAR, PEM, URL -> found.accept(Redaction.token(row.kind(), bytes, index, end, offset));
        }
    }

    /** A letter in front makes a literal the end of some word. */
    private static boolean isJoined(int before) {
        return Chars.isAlphanumeric(before) || before == '_';
    }

    /** Where the body ends, or -1 if it is too short or too long. */
    private static int run(TokenRow row, Window at, int body) {
        int end = body;
        while (end < at.end() && end - body <= row.most() && row.body().has(at.bytes()[end])) {
            end++;
        }
        return end - body < row.least() || end - body > row.most() ? -1 : end;
    }

    private boolean isMachineMade(TokenRow row, byte[] bytes, int from, int to) {
        return Entropy.bitsOf(bytes, from, to) >= row.entropy() && !isPlaceholder(bytes, from, to);
    }

    private boolean isPlaceholder(byte[] bytes, int from, int to) {
        String text = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        return placeholders.stream().anyMatch(text::contains);
    }

    /** GitHub's and npm's: the CRC-32 of the random part in base 62, the most significant digit first. */
    private static boolean hasChecksum(byte[] bytes, int from, int to) {
        CRC32 crc = new CRC32();
        crc.update(bytes, from, to - CRC_DIGITS - from);
        long left = crc.getValue();
        for (int i = to - 1; i >= to - CRC_DIGITS; i--) {
            if (bytes[i] != BASE62.charAt((int) (left % BASE62.length()))) {
                return false;
            }
            left /= BASE62.length();
        }
        return left == 0;
    }

    /** Whether the other half of a pair of keys of AWS is near: 40 characters of base 64 that are not hexadecimal. */
    private static boolean hasAwsSecret(Window at, int index, int end) {
        int to = Math.min(end + AWS_REACH, at.end());
        int run = 0;
        for (int i = Math.max(index - AWS_REACH, 0); i <= to; i++) {
            int c = Chars.at(at.bytes(), i, to);
            if (Chars.isAlphanumeric(c) || c == '+' || c == '/') {
                run++;
            } else {
                if (run == AWS_SECRET
                        && Entropy.isMixed(at.bytes(), i - run, i)
                        && Entropy.bitsOf(at.bytes(), i - run, i) >= AWS_SECRET_ENTROPY
                        && c != '=') {
                    return true;
                }
                run = 0;
            }
        }
        return false;
    }

    /** Keys of OpenAI have "OpenAI" in base 64 in their middle. */
    private void openAi(TokenRow row, Window at, int index, Consumer<Fact> found) {
        int from = index;
        while (from > 0 && index - from < row.most() && row.body().has(at.bytes()[from - 1])) {
            from--;
        }
        int end = run(row, at, index + row.literal().length());
        boolean isKey = end > 0
                && at.end() > from + 3
                && at.bytes()[from] == 's'
                && at.bytes()[from + 1] == 'k'
                && at.bytes()[from + 2] == '-'
                && index - from >= 3 + row.least();
        if (isKey && isMachineMade(row, at.bytes(), from + 3, end)) {
            found.accept(Redaction.token(row.kind(), at.bytes(), from, end, at.positionOf(from)));
        }
    }

    /** A service that gives its keys no form of their own: its name, and on the same line what looks like one. */
    private void near(TokenRow row, Window at, int index, Consumer<Fact> found) {
        int to = Math.min(index + row.literal().length() + NEAR_REACH, at.end());
        int run = 0;
        for (int i = index + row.literal().length(); i <= to; i++) {
            int c = Chars.at(at.bytes(), i, at.end());
            if (row.body().has(c)) {
                run++;
                continue;
            }
            if (run == row.most()
                    && !Chars.isName(Chars.at(at.bytes(), i - run - 1, to))
                    && !Chars.isName(c)
                    && isMachineMade(row, at.bytes(), i - run, i)) {
                found.accept(Redaction.token(row.kind(), at.bytes(), i - run, i, at.positionOf(i - run)));
                return;
            }
            if (c == '\n') {
                return;
            }
            run = 0;
        }
    }

    /** RFC 7519: three parts in base 64, of which the first is an object that names an algorithm. */
    private static boolean isJwt(byte[] bytes, int from, int to) {
        String token = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        int first = token.indexOf('.');
        int second = token.indexOf('.', first + 1);
        if (first < 0 || second < 0 || token.indexOf('.', second + 1) >= 0 || token.length() - second < 20) {
            return false;
        }
        try {
            String header =
                    new String(Base64.getUrlDecoder().decode(token.substring(0, first)), StandardCharsets.ISO_8859_1);
            return header.startsWith("{") && header.contains("\"alg\"") && !header.contains("\"none\"");
        } catch (IllegalArgumentException e) {
            return false; // no base 64
        }
    }
}

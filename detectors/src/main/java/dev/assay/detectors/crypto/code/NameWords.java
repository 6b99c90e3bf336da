package dev.assay.detectors.crypto.code;

/** The words of a name, as programs put them together: {@code resetToken}, {@code RESET_TOKEN}, {@code reset-token}. Stateless. */
final class NameWords {
    private static final int MOST_CHARACTERS = 64;

    private NameWords() {}

    /** Its words in lower case, with spaces between them; empty for a name that is too long to be one. */
    static String of(String name) {
        if (name.length() > MOST_CHARACTERS) {
            return "";
        }
        StringBuilder words = new StringBuilder(name.length() + 4);
        boolean wasLower = false;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean isUpper = c >= 'A' && c <= 'Z';
            boolean begins = isUpper && (wasLower || i + 1 < name.length() && isLower(name.charAt(i + 1)));
            if (!words.isEmpty() && words.charAt(words.length() - 1) != ' ' && (begins || !isLetter(c))) {
                words.append(' ');
            }
            if (isLetter(c)) {
                words.append(isUpper ? (char) (c + 'a' - 'A') : c);
            }
            wasLower = isLower(c);
        }
        return words.toString().strip();
    }

    private static boolean isLower(char c) {
        return c >= 'a' && c <= 'z';
    }

    private static boolean isLetter(char c) {
        return isLower(c) || c >= 'A' && c <= 'Z';
    }
}

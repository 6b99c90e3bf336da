package dev.assay.detectors.crypto.setup;

import java.util.List;

/** Lines of {@code pg_hba.conf}: who may connect from where, and how that is proven. Stateless. */
final class HostLines {
    private HostLines() {}

    /** {@code all all 10.0.0.0/8 md5}: the method is a directive in the block of its line. Of this machine itself nothing is said. */
    static void read(Given given) {
        List<Span> words = given.value().words();
        if (words.size() < 4 || isThisMachine(words.get(2).text())) {
            return;
        }
        boolean hasMask = Character.isDigit(words.get(3).text().charAt(0));
        int at = hasMask ? 4 : 3;
        if (at >= words.size()) {
            return;
        }
        Span method = words.get(at);
        String path = Span.key(given.via()) + "." + Span.key(method.text());
        Directives.Directive row = Directives.all().find(given.source(), path);
        if (row != null) {
            Readings.read(row.reading(), given.with(given.via(), method, row.argument()));
        }
    }

    private static boolean isThisMachine(String address) {
        return address.startsWith("127.")
                || address.startsWith("::1")
                || address.equals("localhost")
                || address.equals("samehost");
    }
}

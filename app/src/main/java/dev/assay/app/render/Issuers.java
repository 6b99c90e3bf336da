package dev.assay.app.render;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Which certificate of a bill another one may be signed with: by the name of the issuer, and the identifier of its key where both
 * say one (RFC 5280, 4.1.2.4 and 4.2.1.1). Signatures are not verified, so that there may be several.
 */
final class Issuers {
    /** An authority has a few certificates of one name. */
    private static final int MOST = 16;

    /** Authorities by their name, and by their name with the identifier of their key, or an empty one. */
    private final Map<String, List<String>> byName = new HashMap<>();

    private final Map<String, List<String>> byKey = new HashMap<>();

    /** Takes up a component, if it is a certificate that may sign others. */
    void add(CryptoComponent of) {
        String subject = of.parameter("subject");
        boolean signs =
                of.parameter("ca").equals("yes") || of.parameter("selfSigned").equals("yes");
        if (subject.isEmpty() || !signs) {
            return;
        }
        put(byName, subject, of.reference);
        put(byKey, key(subject, of.parameter("subjectKeyId")), of.reference);
    }

    private static void put(Map<String, List<String>> into, String key, String reference) {
        List<String> all = into.computeIfAbsent(key, _ -> new ArrayList<>(1));
        if (all.size() < MOST) {
            all.add(reference);
        }
    }

    private static String key(String name, String identifier) {
        return name + "\0" + identifier;
    }

    /** References of certificates in their order; none of one that is signed with its own key, and of what is no certificate. */
    List<String> of(CryptoComponent certificate) {
        String issuer = certificate.parameter("issuer");
        if (issuer.isEmpty() || certificate.parameter("selfSigned").equals("yes")) {
            return List.of();
        }
        String identifier = certificate.parameter("authorityKeyId");
        TreeSet<String> all = new TreeSet<>();
        if (identifier.isEmpty()) {
            all.addAll(byName.getOrDefault(issuer, List.of()));
        } else {
            all.addAll(byKey.getOrDefault(key(issuer, identifier), List.of()));
            all.addAll(byKey.getOrDefault(key(issuer, ""), List.of()));
        }
        all.remove(certificate.reference);
        return List.copyOf(all);
    }
}

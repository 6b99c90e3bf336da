package dev.assay.detectors.name;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The names of an ecosystem that people mean, the most used first. As a file: UTF-8, a name a line; lines in front that begin with
 * {@code #} say {@code source}, {@code date} and what the order means ({@code ranked}). Immutable.
 *
 * @param source whose list it is
 * @param date of the list, as a year and a month
 * @param order what the first have more of
 */
public record PopularNames(Ecosystem ecosystem, String source, String date, Order order, List<String> names) {
    /** So many names can be looked for; further ones of a list are known by name only. */
    public static final int MOST = 1 << 15;

    private static final int LONGEST_LINE = 1024;

    /** What a list is ranked by. */
    public enum Order {
        /** Downloads, which is what an attack is after. */
        DOWNLOADS,
        /** How many depend on it, or the like: what people install by name may stand far behind. */
        IMPACT,
        NONE
    }

    public PopularNames {
        names = List.copyOf(names);
    }

    /** The list that comes with this build; nothing for an ecosystem without one. */
    public static Optional<PopularNames> builtIn(Ecosystem ecosystem) {
        try (InputStream in = PopularNames.class.getResourceAsStream("popular/" + ecosystem.type() + ".txt")) {
            return in == null ? Optional.empty() : Optional.of(read(ecosystem, in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a list; {@code in} stays open. What a name is written twice for is left out.
     *
     * @throws IOException also if a line is none of a list, with its number
     */
    public static PopularNames read(Ecosystem ecosystem, InputStream in) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        String source = "";
        String date = "";
        Order order = Order.NONE;
        List<String> names = new ArrayList<>();
        int number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            if (line.startsWith("# source: ")) {
                source = line.substring("# source: ".length());
            } else if (line.startsWith("# date: ")) {
                date = line.substring("# date: ".length());
            } else if (line.startsWith("# ranked: ")) {
                order = order(line.substring("# ranked: ".length()), number);
            } else if (!line.isBlank() && !line.startsWith("#")) {
                if (line.length() > LONGEST_LINE) {
                    throw new IOException("line " + number + " is too long for a name");
                }
                PackageName name = PackageName.of(ecosystem, line.strip());
                if (!NameRules.fault(name).isEmpty()) {
                    throw new IOException("line " + number + ": " + NameRules.fault(name));
                }
                names.add(name.canonical());
            }
        }
        return new PopularNames(
                ecosystem, source, date, order, names.stream().distinct().toList());
    }

    private static Order order(String word, int number) throws IOException {
        for (Order order : Order.values()) {
            if (order.name().toLowerCase(Locale.ROOT).equals(word.strip())) {
                return order;
            }
        }
        throw new IOException("line " + number + ": a list is ranked by downloads, impact or none");
    }

    /** The same list with some of its names only. */
    public PopularNames ranks(int from, int to) {
        return new PopularNames(ecosystem, source, date, order, names.subList(from, Math.min(to, names.size())));
    }
}

package io.kikkake.liquid;

/** The names a template may give to what it assigns, captures and counts. */
final class VariableName {
    private VariableName() {}

    static String check(String written, Piece.Tag tag, Parser parser) {
        String name = Chars.strip(written);
        if (name.isEmpty()) {
            throw parser.error(tag, "expected a variable name after '" + tag.name() + "'");
        }
        if (name.charAt(0) == '-' || !name.chars().allMatch(c -> Chars.isNamePart((char) c))) {
            throw parser.error(tag, "'" + name + "' is not a variable name");
        }
        return name;
    }
}

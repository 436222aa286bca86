package io.kikkake.liquid;

/** What a template is made of before its tags are understood. Offsets are into the source. */
sealed interface Piece {
    /** Text to be printed as it is, whitespace control applied. */
    record Text(String text) implements Piece {}

    /** {@code {{ … }}}; the markup is what stands between start and end. */
    record Output(int offset, int start, int end) implements Piece {}

    /** {@code {% name … %}}; the markup is what follows the name. The name is empty when there is none. */
    record Tag(String name, int offset, int start, int end) implements Piece {}
}

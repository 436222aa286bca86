package io.kikkake.liquid;

/** Makes a node of a tag, reading on to its end if it is a block. */
@FunctionalInterface
interface TagParser {
    Node parse(Piece.Tag tag, Parser parser);
}

package io.kikkake.server.message;

/** The sales representative of a customer, as templates see them. */
public record Owner(String email, String name, String title, String phone) {}

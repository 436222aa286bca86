package io.kikkake.server.catalog;

import io.kikkake.server.catalog.Catalog.Product;
import io.kikkake.server.platform.Problem;
import io.kikkake.server.platform.Problem.Fault;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Products and articles as the shop tells them. Fields beyond stock, price and categories are kept for mails. */
@RestController
@RequestMapping("/api/catalog")
class CatalogApi {

    private static final int MOST_AT_ONCE = 1_000;

    record Products(List<Map<String, Object>> products) {}

    private final Catalog catalog;
    private final Teller teller;

    CatalogApi(Catalog catalog, Teller teller) {
        this.catalog = catalog;
        this.teller = teller;
    }

    @PutMapping("/products/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void put(@PathVariable String id, @RequestBody Map<String, Object> fields) {
        catalog.put(List.of(product(id, fields, "")));
        teller.wake();
    }

    /** All or none. */
    @PostMapping("/products")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void put(@RequestBody Products batch) {
        if (batch.products() == null || batch.products().size() > MOST_AT_ONCE) {
            throw new Problem(422, "Not stored", "Send \"products\", a list of at most " + MOST_AT_ONCE + ".");
        }
        var products = new ArrayList<Product>();
        for (int i = 0; i < batch.products().size(); i++) {
            Map<String, Object> fields = batch.products().get(i);
            String path = "/products/" + i;
            if (!(fields.get("id") instanceof String id) || id.isBlank()) {
                throw fault(path + "/id", "The id of a product is a text.");
            }
            products.add(product(id, fields, path));
        }
        catalog.put(products);
        teller.wake();
    }

    @GetMapping("/products/{id}")
    Map<String, ?> get(@PathVariable String id) {
        return catalog.product(id).orElseThrow(() -> Problem.notFound("The product " + id));
    }

    @PutMapping("/articles/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void putArticle(@PathVariable String id, @RequestBody Map<String, Object> fields) {
        catalog.putArticle(id, fields, categories(fields, ""));
        teller.wake();
    }

    private static Product product(String id, Map<String, Object> fields, String path) {
        BigDecimal stock = number(fields, "stock", path);
        if (id.length() > 200) {
            throw fault(path + "/id", "The id of a product has at most 200 characters.");
        }
        return new Product(
                id,
                fields,
                stock == null ? null : stock.longValue(),
                number(fields, "price", path),
                categories(fields, path));
    }

    private static @Nullable BigDecimal number(Map<String, Object> fields, String name, String path) {
        Object value = fields.get(name);
        if (value == null) {
            return null;
        }
        if (value instanceof Number && value.toString().length() <= 20) {
            BigDecimal number = new BigDecimal(value.toString());
            if (number.signum() >= 0 && number.precision() - number.scale() <= 15) {
                return number;
            }
        }
        throw fault(path + "/" + name, "\"" + name + "\" is a number, zero or more.");
    }

    private static List<String> categories(Map<String, Object> fields, String path) {
        Object value = fields.get("categories");
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
            return list.stream().map(String.class::cast).toList();
        }
        throw fault(path + "/categories", "\"categories\" is a list of texts.");
    }

    private static Problem fault(String path, String message) {
        return new Problem(422, "Not stored", message, List.of(new Fault(path, message, null)));
    }
}

import list from "./products.json";

export interface Product {
  id: string;
  sku: string;
  name: string;
  category: string;
  /** Yen, tax included. */
  price: number;
  stock: number;
  lead: string;
  description: string;
  details: [label: string, value: string][];
}

export const products = list as unknown as Product[];
export const categories = [...new Set(products.map((product) => product.category))];

export function productById(id: string | null): Product | undefined {
  return products.find((product) => product.id === id);
}

export function pageOf(product: Product): string {
  return `/shop/product.html?id=${product.id}`;
}

export function imageOf(product: Product): string {
  return `/shop/img/${product.id}.svg`;
}

/** Mails need whole addresses. */
export function absolute(path: string): string {
  return location.origin + path;
}

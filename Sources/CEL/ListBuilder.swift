/// Collects the items of a block into a list.
@resultBuilder
public enum ListBuilder<Item> {
  /// One item.
  public static func buildExpression(_ item: Item) -> [Item] { [item] }
  /// Several items.
  public static func buildExpression(_ items: [Item]) -> [Item] { items }
  /// The lines of a block.
  public static func buildBlock(_ parts: [Item]...) -> [Item] { parts.flatMap { $0 } }
  /// An `if` without `else`.
  public static func buildOptional(_ part: [Item]?) -> [Item] { part ?? [] }
  /// The first branch of an `if`.
  public static func buildEither(first part: [Item]) -> [Item] { part }
  /// The second branch of an `if`.
  public static func buildEither(second part: [Item]) -> [Item] { part }
  /// A loop.
  public static func buildArray(_ parts: [[Item]]) -> [Item] { parts.flatMap { $0 } }
}

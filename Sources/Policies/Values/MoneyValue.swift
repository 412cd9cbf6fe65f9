package import CEL
package import Money

/// An amount of money in an expression: exact, and comparable only with amounts of money.
package struct MoneyValue: OpaqueValue, Equatable {
  /// `money`
  package static let typeName = "money"
  /// The type in expressions.
  package static let type = ValueType.opaque(typeName, [])

  package let money: Money

  package init(_ money: Money) { self.money = money }

  /// The exact amount and its currency.
  package var description: String { money.description }

  /// `money('12.50')`, comparisons, sums, differences, and products and quotients with whole numbers.
  static let functions: [Function] =
    [
      Function("money", .global, [.string], returns: type, cost: 1) { arguments in
        guard case .string(let text)? = arguments.first else { return unexpected }
        return amount { () throws(MoneyError) in try Money(text, .usd) }
      },
      Function("string", .global, [type], returns: .string, cost: 1) { arguments in
        money(arguments, 0).map { .string($0.rounded(places: 2) + " \($0.currency)") } ?? unexpected
      },
      combination(.add) { one, other throws(MoneyError) in try one.adding(other) },
      combination(.subtract) { one, other throws(MoneyError) in try one.subtracting(other) },
      scaling(.multiply) { money, factor throws(MoneyError) in try money.multiplied(by: Quantity(factor)) },
      scaling(.divide) { money, divisor throws(MoneyError) in try money.divided(by: divisor) },
    ]
    + [BinaryOperator.less, .lessOrEqual, .greater, .greaterOrEqual].map { symbol in
      Function(symbol.rawValue, .global, [type, type], returns: .bool, cost: 1) { arguments in
        guard let one = money(arguments, 0), let other = money(arguments, 1) else { return unexpected }
        do throws(MoneyError) {
          switch symbol {
          case .less: return .bool(try one.isLess(than: other))
          case .lessOrEqual: return .bool(!(try other.isLess(than: one)))
          case .greater: return .bool(try other.isLess(than: one))
          default: return .bool(!(try one.isLess(than: other)))
          }
        } catch {
          return failure(error)
        }
      }
    }

  private static func combination(
    _ symbol: BinaryOperator, _ combine: @escaping @Sendable (Money, Money) throws(MoneyError) -> Money
  ) -> Function {
    Function(symbol.rawValue, .global, [type, type], returns: type, cost: 1) { arguments in
      guard let one = money(arguments, 0), let other = money(arguments, 1) else { return unexpected }
      return amount { () throws(MoneyError) in try combine(one, other) }
    }
  }

  private static func scaling(
    _ symbol: BinaryOperator, _ scale: @escaping @Sendable (Money, Int) throws(MoneyError) -> Money
  ) -> Function {
    Function(symbol.rawValue, .global, [type, .int], returns: type, cost: 1) { arguments in
      guard let money = money(arguments, 0), arguments.count == 2, case .int(let number) = arguments[1] else {
        return unexpected
      }
      return amount { () throws(MoneyError) in try scale(money, Int(number)) }
    }
  }

  private static func money(_ arguments: [Value], _ index: Int) -> Money? {
    guard arguments.indices.contains(index), case .opaque(let instance) = arguments[index] else { return nil }
    return (instance.value as? MoneyValue)?.money
  }

  private static func amount(_ compute: () throws(MoneyError) -> Money) -> Value {
    do throws(MoneyError) { return .opaque(MoneyValue(try compute())) } catch { return failure(error) }
  }

  private static func failure(_ error: MoneyError) -> Value {
    .error(EvaluationError(error == .outOfRange ? .overflow : .invalidArgument, error.description))
  }

  private static var unexpected: Value {
    .error(EvaluationError(.noSuchOverload, "money is combined with money, or scaled by a whole number"))
  }
}

namespace Coffer.Templates.Calls;

/// <summary>
/// An error that a function returns (or a panic in it, which Go's templates report in the same way). The text is a byte string and Go's
/// own; the executor adds where and which call.
/// </summary>
internal sealed class FunctionError(string message) : Exception(message);

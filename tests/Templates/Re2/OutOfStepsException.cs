namespace Coffer.Templates.Tests.Re2;

internal sealed class OutOfStepsException : Exception;

using System.Diagnostics.CodeAnalysis;

namespace Coffer.Contracts;

/// <summary>What a port answers: a value or a <see cref="Contracts.Failure"/>. Exceptions are left for bugs and cancellation.</summary>
/// <typeparam name="T">The value of a success.</typeparam>
public sealed record Outcome<T>
    where T : notnull
{
    private readonly T? _value;

    internal Outcome(T? value, Failure? failure) => (_value, Failure) = (value, failure);

    /// <summary>The failure; null on success.</summary>
    public Failure? Failure { get; }

    /// <summary>A success.</summary>
    public static implicit operator Outcome<T>(T value) => new(value, null);

    /// <summary>A failure.</summary>
    public static implicit operator Outcome<T>(Failure failure) => new(default, failure);

    /// <summary>Takes the outcome apart: exactly one of the two is given.</summary>
    public bool TryGet([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out Failure? failure)
    {
        value = _value;
        failure = Failure;
        return failure is null;
    }

    /// <inheritdoc/>
    public override string ToString() => Failure is null ? "ok" : $"{Failure.Kind}: {Failure.Message}";
}

/// <summary>Makes outcomes whose value is known by an interface, which has no implicit conversion.</summary>
public static class Outcome
{
    /// <summary>A success.</summary>
    public static Outcome<T> Ok<T>(T value)
        where T : notnull => new(value, null);
}

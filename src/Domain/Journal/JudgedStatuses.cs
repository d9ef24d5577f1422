using Coffer.Contracts.Resources;

namespace Coffer.Domain.Journal;

/// <summary>How a verdict stands in the status of each kind that has nothing else.</summary>
public static class JudgedStatuses
{
    /// <summary>Of VaultConnections. What is wrong stands in the conditions alone.</summary>
    public static readonly JudgedStatus<VaultConnection> VaultConnection = new(
        static resource => resource.Status is not { } status ? JudgedState.Initial : new JudgedState
        {
            Valid = status.Valid,
            Generation = status.ObservedGeneration,
            Conditions = status.Conditions ?? [],
        },
        static (resource, state) => resource with
        {
            Status = new VaultConnectionStatus
            {
                Valid = state.Valid ?? false,
                Conditions = state.Conditions,
                ObservedGeneration = state.Generation,
            },
        });

    /// <summary>Of VaultAuths.</summary>
    public static readonly JudgedStatus<VaultAuth> VaultAuth = new(
        static resource => resource.Status is not { } status ? JudgedState.Initial : new JudgedState
        {
            Valid = status.Valid,
            Error = status.Error ?? "",
            SpecHash = status.SpecHash ?? "",
            Generation = status.ObservedGeneration,
            Conditions = status.Conditions ?? [],
        },
        static (resource, state) => resource with
        {
            Status = new VaultAuthStatus
            {
                Valid = state.Valid ?? false,
                Error = state.Error,
                SpecHash = state.SpecHash,
                Conditions = state.Conditions,
                ObservedGeneration = state.Generation,
            },
        });

    /// <summary>Of SecretTransformations.</summary>
    public static readonly JudgedStatus<SecretTransformation> SecretTransformation = new(
        static resource => resource.Status is not { } status ? JudgedState.Initial : new JudgedState
        {
            Valid = status.Valid,
            Error = status.Error,
            Generation = status.ObservedGeneration,
            Conditions = status.Conditions ?? [],
        },
        static (resource, state) => resource with
        {
            Status = new SecretTransformationStatus
            {
                Valid = state.Valid ?? false,
                Error = state.Error,
                Conditions = state.Conditions,
                ObservedGeneration = state.Generation,
            },
        });

    /// <summary>Of VaultAuthGlobals.</summary>
    public static readonly JudgedStatus<VaultAuthGlobal> VaultAuthGlobal = new(
        static resource => resource.Status is not { } status ? JudgedState.Initial : new JudgedState
        {
            Valid = status.Valid,
            Error = status.Error,
            Generation = status.ObservedGeneration,
            Conditions = status.Conditions ?? [],
        },
        static (resource, state) => resource with
        {
            Status = new VaultAuthGlobalStatus
            {
                Valid = state.Valid ?? false,
                Error = state.Error,
                Conditions = state.Conditions,
                ObservedGeneration = state.Generation,
            },
        });
}

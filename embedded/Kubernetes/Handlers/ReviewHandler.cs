using System.Text.Json.Nodes;
using Coffer.Embedded.Kubernetes.Access;
using Coffer.Embedded.Kubernetes.Json;
using Coffer.Embedded.Kubernetes.Responses;

namespace Coffer.Embedded.Kubernetes.Handlers;

/// <summary>TokenReview and the access reviews: questions in the shape of objects that are never stored.</summary>
internal sealed class ReviewHandler(Authenticator authenticator, RoleAuthorizer authorizer)
{
    public async Task HandleAsync(ApiRequest request, CancellationToken cancel)
    {
        if (request.Http.Request.Method != "POST" || request.Target.Name is not null)
        {
            throw Errors.MethodNotAllowed();
        }

        var (value, _) = await request.ReadObjectAsync(cancel);
        value["kind"] = request.Resource.Kind;
        value["apiVersion"] = request.Resource.ApiVersion;
        value.Metadata()["creationTimestamp"] = null;
        value["status"] = request.Resource.Plural switch
        {
            "tokenreviews" => ReviewToken(value),
            "selfsubjectreviews" => new JsonObject { ["userInfo"] = request.User.ToJson() },
            "selfsubjectaccessreviews" => ReviewAccess(request.User, value),
            _ => ReviewAccess(Subject(request, value), value),
        };
        await Respond.JsonAsync(request.Http, 201, value, cancel);
    }

    private JsonObject ReviewToken(JsonObject review)
    {
        var spec = review.Object("spec");
        if (string.IsNullOrEmpty(spec.Text("token")))
        {
            throw Errors.BadRequest("token is required for TokenReview in authentication");
        }

        var (token, audiences) = (spec.Text("token")!, spec.Texts("audiences").ToList());
        if (authenticator.Review(token, audiences) is not { } found)
        {
            return new JsonObject { ["user"] = new JsonObject(), ["error"] = authenticator.Explain(token, audiences) };
        }

        return new JsonObject
        {
            ["authenticated"] = true,
            ["user"] = found.User.ToJson(),
            ["audiences"] = found.Audiences.ToJsonArray(),
        };
    }

    /// <summary>Whom the question is about, when it is one: ValidateSubjectAccessReviewSpec in pkg/apis/authorization/validation.</summary>
    private static UserInfo Subject(ApiRequest request, JsonObject review)
    {
        var spec = review.Object("spec");
        List<FieldError> errors = [];
        if (spec.Object("resourceAttributes") is null == spec.Object("nonResourceAttributes") is null)
        {
            errors.Add(FieldError.Invalid(
                "spec", spec?["nonResourceAttributes"], "exactly one of nonResourceAttributes or resourceAttributes must be specified"));
        }

        if (string.IsNullOrEmpty(spec.Text("user")) && !spec.Texts("groups").Any())
        {
            errors.Add(FieldError.Invalid("spec.user", "", "at least one of user or group must be specified"));
        }

        if (errors.Count > 0)
        {
            throw Errors.Invalid(request.Resource, "", errors);
        }

        return new UserInfo(spec.Text("user") ?? "", spec.Text("uid") ?? "", [.. spec.Texts("groups")]);
    }

    private JsonObject ReviewAccess(UserInfo user, JsonObject review)
    {
        var spec = review.Object("spec");
        var wanted = spec.Object("resourceAttributes");
        var path = spec.Object("nonResourceAttributes");
        var question = wanted is null
            ? new AccessQuestion(path.Text("verb") ?? "", "", "", "", "", "", path.Text("path") ?? "")
            : new AccessQuestion(
                wanted.Text("verb") ?? "", wanted.Text("group") ?? "", wanted.Text("resource") ?? "", wanted.Text("subresource") ?? "",
                wanted.Text("namespace") ?? "", wanted.Text("name") ?? "");
        return new JsonObject { ["allowed"] = authorizer.IsAllowed(user, question) };
    }
}

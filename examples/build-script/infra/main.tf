# The policy is written by `cargo build`; see build.rs.
resource "aws_iam_policy" "personalize" {
  name        = "PersonalizeFullAccess"
  description = "Everything in Amazon Personalize, and roles passed to it"
  policy      = file("${path.module}/policy.json")
}

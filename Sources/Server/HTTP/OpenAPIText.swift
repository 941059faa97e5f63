// swift-format-ignore-file
// Written by `make docs` from openapi.yaml.

/// The API's description, served as it is.
enum OpenAPIText {
  static let yaml = ##"""
openapi: 3.1.0

info:
  title: Beike 备课
  version: "1"
  summary: The register of a school's lesson-preparation groups (备课组).
  description: |
    One server holds many schools. Everything that a teacher writes is a **document**: a body, which the
    author writes, in an envelope, which the server writes. All kinds of documents share one set of paths.

    **Formats.** JSON with camelCase members. Instants are RFC 3339 in UTC with milliseconds, days
    `YYYY-MM-DD`, ids UUIDs (version 7) that the author's side makes. A member that is `null` in a request
    counts as absent; answers leave absent members out, but for the figures of statistics. Unknown and
    repeated members are refused. Requests may write values in other usual forms, such as an id in capitals or
    a term with other dashes; answers use the one form that the schemas show.

    **Concurrency.** `ETag` is the document's rev. PUT of a document that is there, PATCH, DELETE, transitions
    and restore need `If-Match` (missing: 428; stale: 412 with the current document). PUT with `If-None-Match:
    *` makes a new document and nothing else. GET with `If-None-Match` answers 304 when nothing has changed.

    **Errors** are `application/problem+json` (RFC 9457) on every 4xx and 5xx, in Chinese or English by
    `Accept-Language`. Checks come in one order everywhere. First what the head tells: 400 and 431 for one that
    can't be read, 401, 404 for the path, its kind and its school, 405 with `Allow`, 403 for the role and the
    token's scopes, 406, 400 for the query and the preconditions, 429. Only then is a body taken: 413, 415, 408,
    400. Then the document is looked at: 404, 410, 403, 428, 412, 409, 422. What a caller may not know of answers
    404, like what isn't there. Without a token every path and method under `/v1` but the log-in answers 401.

    **HEAD** goes wherever GET does, with the same head and no body.

    **Access.** People have accounts and log in for a token; a token of another system is made by an
    administrator and does only what its scopes name. What somebody may do with a document follows from their
    role and from what they are in its group that day; who leaves a group keeps what was theirs and sees
    nothing new. A change of access counts at the next request. Reading students' rows is put on record before
    they are shown, and so are refusals to callers who are known. After some wrong guesses the next log-in must
    wait, longer each time (429).

    **Caching.** Documents and lists are `private, no-cache`; the sync, and what holds a token or an activation
    code, is `no-store`.

    **Limits.** The body of a document or a push has at most 2 MiB, marks 16 MiB, a log-in 8 KiB, anything else 64
    KiB; it nests at most 64 deep and has to be there within 30 seconds (408). `Expect: 100-continue` is answered
    once the head has passed. Where an answer does not wait for the body, it says `Connection: close`, and what
    still comes is thrown away for a moment before the connection closes. One address has at most 64 connections on
    which no valid token has been seen. Compressed bodies are refused with 415. Every answer carries `X-Request-Id`:
    the one of the request, or a new one. Answers under `/v1` to a caller with a token may carry `RateLimit` and
    `RateLimit-Policy` (draft-ietf-httpapi-ratelimit-headers), which say what is left to the account; who asks more
    is answered 429 with `Retry-After`. Every answer carries `X-Content-Type-Options: nosniff`, `Referrer-Policy:
    no-referrer` and a `Content-Security-Policy` that allows nothing, and over TLS `Strict-Transport-Security`.
  license:
    name: Apache-2.0
    identifier: Apache-2.0

servers:
  - url: /
    description: The server that this description was read from.

tags:
  - name: documents
    description: 文档. Documents of every kind.
  - name: sync
    description: 同步. For clients that write offline, and for bulk writers.
  - name: tests
    description: 测试. Marks in, figures out.
  - name: schools
    description: 学校. The tenants, and the districts (区县) that they may belong to.
  - name: access
    description: 账号与令牌. Who may ask, log-in and tokens.
  - name: audit
    description: 审计. The record of who did what.
  - name: descriptors
    description: 代码表. The lists of codes with their Chinese and English labels.
  - name: server
    description: 服务器. Whether it runs, what it offers, and who is asking.

security:
  - token: []

paths:
  /healthz:
    get:
      operationId: getHealth
      tags: [server]
      summary: Whether the process answers
      security: []
      responses:
        "200":
          description: It does.
          headers: {X-Request-Id: {$ref: "#/components/headers/X-Request-Id"}}
          content:
            application/json:
              schema: {$ref: "#/components/schemas/Health"}
              example: {status: ok}
        "400": {$ref: "#/components/responses/BadRequest"}
        "406": {$ref: "#/components/responses/NotAcceptable"}
        "429": {$ref: "#/components/responses/TooManyRequests"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "500": {$ref: "#/components/responses/Internal"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /readyz:
    get:
      operationId: getReadiness
      tags: [server]
      summary: Whether the server can work, its database included
      security: []
      responses:
        "200":
          description: It can.
          headers: {X-Request-Id: {$ref: "#/components/headers/X-Request-Id"}}
          content:
            application/json:
              schema: {$ref: "#/components/schemas/Readiness"}
              example: {status: ready}
        "400": {$ref: "#/components/responses/BadRequest"}
        "406": {$ref: "#/components/responses/NotAcceptable"}
        "429": {$ref: "#/components/responses/TooManyRequests"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "500": {$ref: "#/components/responses/Internal"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /openapi.yaml:
    get:
      operationId: getOpenAPIYAML
      tags: [server]
      summary: This description, as YAML
      security: []
      responses:
        "200":
          description: The description.
          headers: {X-Request-Id: {$ref: "#/components/headers/X-Request-Id"}}
          content:
            application/yaml:
              schema: {type: object}
        "400": {$ref: "#/components/responses/BadRequest"}
        "406": {$ref: "#/components/responses/NotAcceptable"}
        "429": {$ref: "#/components/responses/TooManyRequests"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "500": {$ref: "#/components/responses/Internal"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /openapi.json:
    get:
      operationId: getOpenAPIJSON
      tags: [server]
      summary: This description, as JSON
      security: []
      responses:
        "200":
          description: The description.
          headers: {X-Request-Id: {$ref: "#/components/headers/X-Request-Id"}}
          content:
            application/json:
              schema: {type: object}
        "400": {$ref: "#/components/responses/BadRequest"}
        "406": {$ref: "#/components/responses/NotAcceptable"}
        "429": {$ref: "#/components/responses/TooManyRequests"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "500": {$ref: "#/components/responses/Internal"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/sessions:
    parameters:
      - $ref: "#/components/parameters/Accept-Language"
      - $ref: "#/components/parameters/X-Request-Id"
    post:
      operationId: logIn
      tags: [access]
      summary: Log in (登录)
      description: |
        With a password, or with an activation code and the password that it sets, which ends every session
        that there was. 401 does not say which part was wrong. After some wrong guesses at an account the next
        must wait, longer each time, and one address may guess wrong only so often: 429 with `Retry-After`. Who
        sends the `device` of an earlier log-in does not wait for what strangers guess. 503 also when too many
        people are logging in.
      security: []
      requestBody:
        required: true
        content:
          application/json:
            schema: {$ref: "#/components/schemas/LogIn"}
            example:
              login: zhoumingyuan@3100000001
              password: 芦苇 铜锣 半勺盐
              name: 周明远的笔记本
      responses:
        "201":
          description: The caller is logged in; the token is shown only now.
          headers:
            X-Request-Id: {$ref: "#/components/headers/X-Request-Id"}
            Cache-Control: {$ref: "#/components/headers/Cache-Control"}
          content:
            application/json:
              schema: {$ref: "#/components/schemas/SessionMade"}
              example:
                token: bk_ses_0000000000000000000000000000002C8GjS
                expiresAt: "2024-05-28T06:10:00.000Z"
                device: q7Wm2dYx
                me: &me
                  name: 周明远
                  login: zhoumingyuan@3100000001
                  role: teacher
                  school: {id: "3100000001", name: 青禾小学, district: qinghe}
                  teacherId: 018de0a1-7c00-7202-8b01-5f0e6c1d0001
                  groups: [{groupId: 018de0a1-7c00-7404-8b01-5f0e6c1d0001, relation: leader}]
                  expiresAt: "2024-05-28T06:10:00.000Z"
                  serverVersion: 0.1.0
                  time: "2024-02-28T06:10:00.000Z"
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/WrongCredentials"}
        "406": {$ref: "#/components/responses/NotAcceptable"}
        "408": {$ref: "#/components/responses/Timeout"}
        "413": {$ref: "#/components/responses/TooLarge"}
        "415": {$ref: "#/components/responses/UnsupportedMediaType"}
        "422": {$ref: "#/components/responses/Invalid"}
        "429": {$ref: "#/components/responses/TooManyRequests"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "500": {$ref: "#/components/responses/Internal"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/sessions/current:
    parameters:
      - $ref: "#/components/parameters/Accept-Language"
      - $ref: "#/components/parameters/X-Request-Id"
    delete:
      operationId: logOut
      tags: [access]
      summary: Log out (退出)
      description: The token that the request came with counts no more.
      responses:
        "204":
          description: It is revoked.
          headers: {X-Request-Id: {$ref: "#/components/headers/X-Request-Id"}}
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthenticated"}
        "406": {$ref: "#/components/responses/NotAcceptable"}
        "429": {$ref: "#/components/responses/TooManyRequests"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "500": {$ref: "#/components/responses/Internal"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/me:
    parameters:
      - $ref: "#/components/parameters/Accept-Language"
      - $ref: "#/components/parameters/X-Request-Id"
    get:
      operationId: getMe
      tags: [server]
      summary: Who is asking (我是谁)
      responses:
        "200":
          description: The caller, by the token.
          headers: {X-Request-Id: {$ref: "#/components/headers/X-Request-Id"}}
          content:
            application/json:
              schema: {$ref: "#/components/schemas/Me"}
              example: *me
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthenticated"}
        "406": {$ref: "#/components/responses/NotAcceptable"}
        "429": {$ref: "#/components/responses/TooManyRequests"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "500": {$ref: "#/components/responses/Internal"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/accounts:
    parameters:
      - $ref: "#/components/parameters/Accept-Language"
      - $ref: "#/components/parameters/X-Request-Id"
    get:
      operationId: listAccounts
      tags: [access]
      summary: The accounts (账号) of people, page by page
      description: |
        For administrators of the school and of the server, by login name. A parameter that is not listed here
        answers 400, and so does a cursor that was given for other filters.
      parameters:
        - name: school
          in: query
          description: Only accounts of this school (学校); by default the caller's own.
          schema: {$ref: "#/components/schemas/SchoolId"}
        - name: district
          in: query
          description: Only accounts of this district (区县); for the server's administrator.
          schema: {$ref: "#/components/schemas/DistrictId"}
        - name: limit
          in: query
          description: How many accounts a page holds at most.
          schema: {type: integer, minimum: 1, maximum: 500, default: 50}
        - name: cursor
          in: query
          description: The `next` of the page before, with the same filters.
          schema: {type: string}
      responses:
        "200":
          description: A page.
          headers:
            X-Request-Id: {$ref: "#/components/headers/X-Request-Id"}
            Cache-Control: {$ref: "#/components/headers/Cache-Control"}
          content:
            application/json:
              schema: {$ref: "#/components/schemas/AccountPage"}
              example:
                items:
                  - id: 018de0a1-7c00-7a01-8b01-5f0e6c1d0001
                    login: linxiaolan@3100000001
                    name: 林晓岚
                    role: school-admin
                    school: "3100000001"
                    activated: true
                    disabled: false
                    createdAt: "2024-02-20T01:00:00.000Z"
                  - &account
                    id: 018de0a1-7c00-7a01-8b01-5f0e6c1d0002
                    login: taoran@3100000001
                    name: 陶然
                    role: teacher
                    school: "3100000001"
                    teacherId: 018de0a1-7c00-7202-8b01-5f0e6c1d0006
                    activated: false
                    disabled: false
                    createdAt: "2024-02-28T06:10:00.000Z"
                next: eyJhIjoyfQ
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthenticated"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "406": {$ref: "#/components/responses/NotAcceptable"}
        "429": {$ref: "#/components/responses/TooManyRequests"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "500": {$ref: "#/components/responses/Internal"}
        "503": {$ref: "#/components/responses/Unavailable"}
    post:
      operationId: createAccount
      tags: [access]
      summary: Make an account (账号) for a person
      description: |
        The answer holds an activation code, with which the person sets a password at the first log-in. Only the
        server's administrator makes accounts with the roles `district-admin` and `server`. A login name that is
        taken and a teacher who has an account answer 409; a school, district or teacher that there is not
        answers 422.
      requestBody:
        required: true
        content:
          application/json:
            schema: {$ref: "#/components/schemas/NewAccount"}
            example:
              login: taoran
              name: 陶然
              role: teacher
              teacherId: 018de0a1-7c00-7202-8b01-5f0e6c1d0006
      responses:
        "201":
          description: It was made; the code is shown only now.
          headers:
            X-Request-Id: {$ref: "#/components/headers/X-Request-Id"}
            Location: {$ref: "#/components/headers/Location"}
            Cache-Control: {$ref: "#/components/headers/Cache-Control"}
          content:
            application/json:
              schema: {$ref: "#/components/schemas/AccountMade"}
              example:
                account: *account
                activation: &activation {code: K7QF-2M9X-TD4H-6RWB, expiresAt: "2024-02-29T06:10:00.000Z"}
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthenticated"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "406": {$ref: "#/components/responses/NotAcceptable"}
        "408": {$ref: "#/components/responses/Timeout"}
        "409": {$ref: "#/components/responses/Conflict"}
        "413": {$ref: "#/components/responses/TooLarge"}
        "415": {$ref: "#/components/responses/UnsupportedMediaType"}
        "422": {$ref: "#/components/responses/Invalid"}
        "429": {$ref: "#/components/responses/TooManyRequests"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "500": {$ref: "#/components/responses/Internal"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/accounts/{id}:
    parameters:
      - $ref: "#/components/parameters/account"
      - $ref: "#/components/parameters/Accept-Language"
      - $ref: "#/components/parameters/X-Request-Id"
    get:
      operationId: getAccount
      tags: [access]
      summary: One account (账号)
      responses:
        "200":
          description: The account.
          headers:
            X-Request-Id: {$ref: "#/components/headers/X-Request-Id"}
            Cache-Control: {$ref: "#/components/headers/Cache-Control"}
          content:
            application/json:
              schema: {$ref: "#/components/schemas/Account"}
              example: *account
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthenticated"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "406": {$ref: "#/components/responses/NotAcceptable"}
        "429": {$ref: "#/components/responses/TooManyRequests"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "500": {$ref: "#/components/responses/Internal"}
        "503": {$ref: "#/components/responses/Unavailable"}
    patch:
      operationId: changeAccount
      tags: [access]
      summary: Change, disable or enable an account (账号)
      description: |
        What is absent stays; `null` takes `teacherId` away. Disabling an account ends its sessions for good.
        Administrators who would disable themselves or change their own role get 409, and so does a teacher who
        has another account. A school's account is made a teacher's or an administrator's, and no other.
      requestBody:
        required: true
        content:
          application/merge-patch+json:
            schema: {$ref: "#/components/schemas/AccountChange"}
            example: {disabled: true}
      responses:
        "200":
          description: The account as it is now.
          headers:
            X-Request-Id: {$ref: "#/components/headers/X-Request-Id"}
            Cache-Control: {$ref: "#/components/headers/Cache-Control"}
          content:
            application/json:
              schema: {$ref: "#/components/schemas/Account"}
              example:
                id: 018de0a1-7c00-7a01-8b01-5f0e6c1d0003
                login: hezhiwei@3100000001
                name: 何知微
                role: teacher
                school: "3100000001"
                activated: true
                disabled: true
                createdAt: "2024-02-20T01:00:00.000Z"
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthenticated"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "406": {$ref: "#/components/responses/NotAcceptable"}
        "408": {$ref: "#/components/responses/Timeout"}
        "409": {$ref: "#/components/responses/Conflict"}
        "413": {$ref: "#/components/responses/TooLarge"}
        "415": {$ref: "#/components/responses/UnsupportedMediaType"}
        "422": {$ref: "#/components/responses/Invalid"}
        "429": {$ref: "#/components/responses/TooManyRequests"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "500": {$ref: "#/components/responses/Internal"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/accounts/{id}/activation:
    parameters:
      - $ref: "#/components/parameters/account"
      - $ref: "#/components/parameters/Accept-Language"
      - $ref: "#/components/parameters/X-Request-Id"
    post:
      operationId: issueCode
      tags: [access]
      summary: Issue an activation code (激活码) for an account
      description: |
        For a first password, and for one that was forgotten; the old one counts until the code is used. A code
        counts once, and only until it expires or another one is issued.
      requestBody:
        required: true
        content:
          application/json:
            schema: {$ref: "#/components/schemas/NewActivation"}
            example: {codeMinutes: 1440}
      responses:
        "201":
          description: The code, shown only now.
          headers:
            X-Request-Id: {$ref: "#/components/headers/X-Request-Id"}
            Cache-Control: {$ref: "#/components/headers/Cache-Control"}
          content:
            application/json:
              schema: {$ref: "#/components/schemas/Activation"}
              example: *activation
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthenticated"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "406": {$ref: "#/components/responses/NotAcceptable"}
        "408": {$ref: "#/components/responses/Timeout"}
        "413": {$ref: "#/components/responses/TooLarge"}
        "415": {$ref: "#/components/responses/UnsupportedMediaType"}
        "422": {$ref: "#/components/responses/Invalid"}
        "429": {$ref: "#/components/responses/TooManyRequests"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "500": {$ref: "#/components/responses/Internal"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/tokens:
    parameters:
      - $ref: "#/components/parameters/Accept-Language"
      - $ref: "#/components/parameters/X-Request-Id"
    get:
      operationId: listTokens
      tags: [access]
      summary: Tokens (令牌) that were not revoked, page by page
      description: |
        Administrators see those of the school, or all, and everybody else their own; never the secrets
        themselves. A parameter that is not listed here answers 400, and so does a cursor that was given for
        other filters.
      parameters:
        - name: school
          in: query
          description: >-
            Only tokens of this school (学校), by default the caller's own; for administrators.
          schema: {$ref: "#/components/schemas/SchoolId"}
        - name: limit
          in: query
          description: How many tokens a page holds at most.
          schema: {type: integer, minimum: 1, maximum: 500, default: 50}
        - name: cursor
          in: query
          description: The `next` of the page before, with the same filters.
          schema: {type: string}
      responses:
        "200":
          description: A page.
          headers:
            X-Request-Id: {$ref: "#/components/headers/X-Request-Id"}
            Cache-Control: {$ref: "#/components/headers/Cache-Control"}
          content:
            application/json:
              schema: {$ref: "#/components/schemas/TokenPage"}
              example:
                items:
                  - id: 018de0a1-7c00-7b01-8b01-5f0e6c1d0001
                    kind: session
                    name: 周明远的笔记本
                    accountId: 018de0a1-7c00-7a01-8b01-5f0e6c1d0004
                    role: teacher
                    school: "3100000001"
                    createdAt: "2024-02-28T06:10:00.000Z"
                    expiresAt: "2024-05-28T06:10:00.000Z"
                    lastUsedAt: "2024-02-28T06:12:00.000Z"
                  - &token
                    id: 018de0a1-7c00-7b01-8b01-5f0e6c1d0002
                    kind: integration
                    name: 教务系统
                    accountId: 018de0a1-7c00-7a01-8b01-5f0e6c1d0005
                    role: integration
                    school: "3100000001"
                    scopes: ["classes:write", "scores:read", "teachers:write"]
                    createdAt: "2024-02-28T06:10:00.000Z"
                    expiresAt: "2025-02-27T06:10:00.000Z"
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthenticated"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "406": {$ref: "#/components/responses/NotAcceptable"}
        "429": {$ref: "#/components/responses/TooManyRequests"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "500": {$ref: "#/components/responses/Internal"}
        "503": {$ref: "#/components/responses/Unavailable"}
    post:
      operationId: createToken
      tags: [access]
      summary: Make a token (令牌) for another system
      description: For administrators of the school and of the server. A school that there is not answers 422.
      requestBody:
        required: true
        content:
          application/json:
            schema: {$ref: "#/components/schemas/NewIntegration"}
            example: {name: 教务系统, scopes: ["classes:write", "scores:read", "teachers:write"], days: 365}
      responses:
        "201":
          description: It was made; the secret is shown only now.
          headers:
            X-Request-Id: {$ref: "#/components/headers/X-Request-Id"}
            Cache-Control: {$ref: "#/components/headers/Cache-Control"}
          content:
            application/json:
              schema: {$ref: "#/components/schemas/TokenMade"}
              example:
                token: bk_int_0000000000000000000000000000002C8GjS
                info: *token
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthenticated"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "406": {$ref: "#/components/responses/NotAcceptable"}
        "408": {$ref: "#/components/responses/Timeout"}
        "413": {$ref: "#/components/responses/TooLarge"}
        "415": {$ref: "#/components/responses/UnsupportedMediaType"}
        "422": {$ref: "#/components/responses/Invalid"}
        "429": {$ref: "#/components/responses/TooManyRequests"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "500": {$ref: "#/components/responses/Internal"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/tokens/{id}:
    parameters:
      - $ref: "#/components/parameters/token"
      - $ref: "#/components/parameters/Accept-Language"
      - $ref: "#/components/parameters/X-Request-Id"
    delete:
      operationId: revokeToken
      tags: [access]
      summary: Revoke a token (令牌)
      description: |
        Their own for everybody, those of the school for its administrators. It counts no more from the next
        request on.
      responses:
        "204":
          description: It is revoked.
          headers: {X-Request-Id: {$ref: "#/components/headers/X-Request-Id"}}
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthenticated"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "406": {$ref: "#/components/responses/NotAcceptable"}
        "429": {$ref: "#/components/responses/TooManyRequests"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "500": {$ref: "#/components/responses/Internal"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/tokens/{id}/rotation:
    parameters:
      - $ref: "#/components/parameters/token"
      - $ref: "#/components/parameters/Accept-Language"
      - $ref: "#/components/parameters/X-Request-Id"
    post:
      operationId: rotateToken
      tags: [access]
      summary: Change a token (令牌) of another system for a new one
      description: |
        The new one has the same name, scopes and life. The old one works for 7 more days at most, so that the
        other system can be told in time. Sessions, tokens made at the server's own machine and tokens that have
        ended answer 409.
      responses:
        "201":
          description: The new token; the secret is shown only now.
          headers:
            X-Request-Id: {$ref: "#/components/headers/X-Request-Id"}
            Cache-Control: {$ref: "#/components/headers/Cache-Control"}
          content:
            application/json:
              schema: {$ref: "#/components/schemas/TokenMade"}
              example:
                token: bk_int_0000000000000000000000000000002C8GjS
                info:
                  id: 018de0a1-7c00-7b01-8b01-5f0e6c1d0003
                  kind: integration
                  name: 教务系统
                  accountId: 018de0a1-7c00-7a01-8b01-5f0e6c1d0005
                  role: integration
                  school: "3100000001"
                  scopes: ["classes:write", "scores:read", "teachers:write"]
                  createdAt: "2025-02-20T06:10:00.000Z"
                  expiresAt: "2026-02-20T06:10:00.000Z"
                oldExpiresAt: "2025-02-27T06:10:00.000Z"
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthenticated"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "406": {$ref: "#/components/responses/NotAcceptable"}
        "409": {$ref: "#/components/responses/Conflict"}
        "429": {$ref: "#/components/responses/TooManyRequests"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "500": {$ref: "#/components/responses/Internal"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/audit:
    parameters:
      - $ref: "#/components/parameters/Accept-Language"
      - $ref: "#/components/parameters/X-Request-Id"
    get:
      operationId: listAudit
      tags: [audit]
      summary: The record (审计) of who did what, newest first
      description: |
        For administrators: every change of a document and every event of access. Each entry is hashed with the
        one before it, so that nothing in between can be changed or taken out unseen. A parameter that is not
        listed here answers 400, and so does a cursor that was given for other filters. A page looks at no more than
        5,000 entries for those that fit `account`, `from`, `to` and an action on documents: then it may hold fewer than `limit`,
        or none, and `next` leads on.
      parameters:
        - name: school
          in: query
          description: >-
            Whose record, a school's (学校) or a district's (区县); by default the caller's own, for the server's
            administrator the server's.
          schema: {$ref: "#/components/schemas/SchoolId"}
        - name: account
          in: query
          description: Only what this account (账号) did.
          schema: {type: string}
        - name: action
          in: query
          description: Only this action (审计动作).
          schema: {$ref: "#/components/schemas/AuditActions"}
        - name: from
          in: query
          description: Only entries of this instant or later.
          schema: {$ref: "#/components/schemas/Instant"}
        - name: to
          in: query
          description: Only entries of this instant or earlier.
          schema: {$ref: "#/components/schemas/Instant"}
        - name: limit
          in: query
          description: How many entries a page holds at most.
          schema: {type: integer, minimum: 1, maximum: 500, default: 50}
        - name: cursor
          in: query
          description: The `next` of the page before, with the same filters.
          schema: {type: string}
      responses:
        "200":
          description: A page.
          headers:
            X-Request-Id: {$ref: "#/components/headers/X-Request-Id"}
            Cache-Control: {$ref: "#/components/headers/Cache-Control"}
          content:
            application/json:
              schema: {$ref: "#/components/schemas/AuditPage"}
              example:
                items:
                  - place: "1207.3"
                    at: "2024-02-28T06:12:00.000Z"
                    action: students-read
                    accountId: 018de0a1-7c00-7a01-8b01-5f0e6c1d0004
                    kind: score-sheets
                    id: 018de0a1-7c00-7808-8b01-5f0e6c1d0001
                    requestId: 018de0a1-7c00-7f00-8b01-5f0e6c1d0003
                    hash: "9f2c41d07b6e5a83c0d1f4e29a7755b10cbe63d84f1a2097ee35c6d8a4b0f713"
                  - place: "1207.2"
                    at: "2024-02-28T06:10:00.000Z"
                    action: logged-in
                    accountId: 018de0a1-7c00-7a01-8b01-5f0e6c1d0004
                    kind: tokens
                    id: 018de0a1-7c00-7b01-8b01-5f0e6c1d0001
                    requestId: 018de0a1-7c00-7f00-8b01-5f0e6c1d0002
                    hash: "1b80e6c35d9a4f72a6c8034be17f92d5508c3e6ab94d27f1c07e5a9d3862b4fc"
                next: eyJwIjoxMjA3fQ
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthenticated"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "406": {$ref: "#/components/responses/NotAcceptable"}
        "429": {$ref: "#/components/responses/TooManyRequests"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "500": {$ref: "#/components/responses/Internal"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/districts:
    parameters:
      - $ref: "#/components/parameters/Accept-Language"
      - $ref: "#/components/parameters/X-Request-Id"
    get:
      operationId: listDistricts
      tags: [schools]
      summary: The districts that the caller may see (区县)
      responses:
        "200":
          description: The districts.
          headers: {X-Request-Id: {$ref: "#/components/headers/X-Request-Id"}}
          content:
            application/json:
              schema: {$ref: "#/components/schemas/DistrictList"}
              example:
                items: [{id: qinghe, name: 青禾区}]
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthenticated"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "406": {$ref: "#/components/responses/NotAcceptable"}
        "429": {$ref: "#/components/responses/TooManyRequests"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "500": {$ref: "#/components/responses/Internal"}
        "503": {$ref: "#/components/responses/Unavailable"}
    post:
      operationId: createDistrict
      tags: [schools]
      summary: Make a district (区县); the server's administrator only
      description: An id that a district or a school has answers 409.
      requestBody:
        required: true
        content:
          application/json:
            schema: {$ref: "#/components/schemas/District"}
            example: {id: qinghe, name: 青禾区}
      responses:
        "201":
          description: It was made.
          headers: {X-Request-Id: {$ref: "#/components/headers/X-Request-Id"}}
          content:
            application/json:
              schema: {$ref: "#/components/schemas/District"}
              example: {id: qinghe, name: 青禾区}
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthenticated"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "406": {$ref: "#/components/responses/NotAcceptable"}
        "408": {$ref: "#/components/responses/Timeout"}
        "409": {$ref: "#/components/responses/Conflict"}
        "413": {$ref: "#/components/responses/TooLarge"}
        "415": {$ref: "#/components/responses/UnsupportedMediaType"}
        "422": {$ref: "#/components/responses/Invalid"}
        "429": {$ref: "#/components/responses/TooManyRequests"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "500": {$ref: "#/components/responses/Internal"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/descriptors:
    parameters:
      - $ref: "#/components/parameters/Accept-Language"
      - $ref: "#/components/parameters/X-Request-Id"
    get:
      operationId: listDescriptors
      tags: [descriptors]
      summary: All lists of codes (代码表)
      responses:
        "200":
          description: Every list.
          headers: {X-Request-Id: {$ref: "#/components/headers/X-Request-Id"}}
          content:
            application/json:
              schema: {$ref: "#/components/schemas/DescriptorList"}
              example:
                items:
                  - name: stages
                    label: {zh: 学段, en: Stage}
                    entries:
                      - {code: primary, label: {zh: 小学, en: Primary}, maps: []}
                      - {code: junior, label: {zh: 初中, en: Junior secondary}, maps: []}
                      - {code: senior, label: {zh: 高中, en: Senior secondary}, maps: []}
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthenticated"}
        "406": {$ref: "#/components/responses/NotAcceptable"}
        "429": {$ref: "#/components/responses/TooManyRequests"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "500": {$ref: "#/components/responses/Internal"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/descriptors/{name}:
    parameters:
      - name: name
        in: path
        required: true
        schema: {$ref: "#/components/schemas/DescriptorName"}
        example: genders
      - $ref: "#/components/parameters/Accept-Language"
      - $ref: "#/components/parameters/X-Request-Id"
    get:
      operationId: getDescriptor
      tags: [descriptors]
      summary: One list of codes (代码表)
      responses:
        "200":
          description: The list.
          headers: {X-Request-Id: {$ref: "#/components/headers/X-Request-Id"}}
          content:
            application/json:
              schema: {$ref: "#/components/schemas/Descriptor"}
              example:
                name: genders
                label: {zh: 性别, en: Gender}
                entries:
                  - code: "1"
                    label: {zh: 男, en: Male}
                    maps: [{system: GB/T 2261.1, code: "1", verified: true}]
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthenticated"}
        "404": {$ref: "#/components/responses/NotFound"}
        "406": {$ref: "#/components/responses/NotAcceptable"}
        "429": {$ref: "#/components/responses/TooManyRequests"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "500": {$ref: "#/components/responses/Internal"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/schools:
    parameters:
      - $ref: "#/components/parameters/Accept-Language"
      - $ref: "#/components/parameters/X-Request-Id"
    get:
      operationId: listSchools
      tags: [schools]
      summary: The schools that the caller may see (学校)
      responses:
        "200":
          description: The schools.
          headers: {X-Request-Id: {$ref: "#/components/headers/X-Request-Id"}}
          content:
            application/json:
              schema: {$ref: "#/components/schemas/SchoolList"}
              example:
                items: [{id: "3100000001", name: 青禾小学, district: qinghe}]
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthenticated"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "406": {$ref: "#/components/responses/NotAcceptable"}
        "429": {$ref: "#/components/responses/TooManyRequests"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "500": {$ref: "#/components/responses/Internal"}
        "503": {$ref: "#/components/responses/Unavailable"}
    post:
      operationId: createSchool
      tags: [schools]
      summary: Make a school (学校); the server's administrator only
      description: A district (区县) that there is not answers 422.
      requestBody:
        required: true
        content:
          application/json:
            schema: {$ref: "#/components/schemas/NewSchool"}
            example: {id: "3100000001", name: 青禾小学, district: qinghe}
      responses:
        "201":
          description: It was made.
          headers:
            X-Request-Id: {$ref: "#/components/headers/X-Request-Id"}
            Location: {$ref: "#/components/headers/Location"}
          content:
            application/json:
              schema: {$ref: "#/components/schemas/School"}
              example: {id: "3100000001", name: 青禾小学, district: qinghe}
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthenticated"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "406": {$ref: "#/components/responses/NotAcceptable"}
        "408": {$ref: "#/components/responses/Timeout"}
        "409": {$ref: "#/components/responses/Conflict"}
        "413": {$ref: "#/components/responses/TooLarge"}
        "415": {$ref: "#/components/responses/UnsupportedMediaType"}
        "422": {$ref: "#/components/responses/Invalid"}
        "429": {$ref: "#/components/responses/TooManyRequests"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "500": {$ref: "#/components/responses/Internal"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/schools/{school}:
    parameters:
      - $ref: "#/components/parameters/school"
      - $ref: "#/components/parameters/Accept-Language"
      - $ref: "#/components/parameters/X-Request-Id"
    get:
      operationId: getSchool
      tags: [schools]
      summary: One school (学校)
      responses:
        "200":
          description: The school.
          headers: {X-Request-Id: {$ref: "#/components/headers/X-Request-Id"}}
          content:
            application/json:
              schema: {$ref: "#/components/schemas/School"}
              example: {id: "3100000001", name: 青禾小学, district: qinghe}
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthenticated"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "406": {$ref: "#/components/responses/NotAcceptable"}
        "429": {$ref: "#/components/responses/TooManyRequests"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "500": {$ref: "#/components/responses/Internal"}
        "503": {$ref: "#/components/responses/Unavailable"}
    put:
      operationId: renameSchool
      tags: [schools]
      summary: Give a school (学校) another name or district (区县); its id never changes
      description: |
        Only the server's administrator may change the district or leave it out; from others that answers 409.
        One that there is not answers 422.
      requestBody:
        required: true
        content:
          application/json:
            schema: {$ref: "#/components/schemas/School"}
            example: {id: "3100000001", name: 青禾实验小学, district: qinghe}
      responses:
        "200":
          description: The school as it is now.
          headers: {X-Request-Id: {$ref: "#/components/headers/X-Request-Id"}}
          content:
            application/json:
              schema: {$ref: "#/components/schemas/School"}
              example: {id: "3100000001", name: 青禾实验小学, district: qinghe}
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthenticated"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "406": {$ref: "#/components/responses/NotAcceptable"}
        "408": {$ref: "#/components/responses/Timeout"}
        "409": {$ref: "#/components/responses/Conflict"}
        "413": {$ref: "#/components/responses/TooLarge"}
        "415": {$ref: "#/components/responses/UnsupportedMediaType"}
        "422": {$ref: "#/components/responses/Invalid"}
        "429": {$ref: "#/components/responses/TooManyRequests"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "500": {$ref: "#/components/responses/Internal"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/schools/{school}/{kind}:
    parameters:
      - $ref: "#/components/parameters/school"
      - $ref: "#/components/parameters/kind"
      - $ref: "#/components/parameters/Accept-Language"
      - $ref: "#/components/parameters/X-Request-Id"
    get:
      operationId: listDocuments
      tags: [documents]
      summary: Documents (文档) of a kind, page by page
      description: |
        Deleted documents are left out. A page holds at most `limit` documents and about 4 MiB, never less than one,
        unless it looked at 5,000 documents for those that fit: then it may hold fewer, or none. In each case `next`
        leads on. A parameter that is not listed here answers 400, and so does a cursor that was given for other
        filters.
      parameters:
        - name: group
          in: query
          description: Only documents of this group (备课组).
          schema: {$ref: "#/components/schemas/DocumentId"}
        - name: term
          in: query
          description: Only documents of this term (学期).
          schema: {$ref: "#/components/schemas/TermCode"}
        - name: state
          in: query
          description: Only documents in this state (状态).
          schema: {$ref: "#/components/schemas/DocumentStates"}
        - name: from
          in: query
          description: Only documents about this day or a later one.
          schema: {$ref: "#/components/schemas/Day"}
        - name: to
          in: query
          description: Only documents about this day or an earlier one.
          schema: {$ref: "#/components/schemas/Day"}
        - name: updatedSince
          in: query
          description: Only documents that were changed at this instant or later.
          schema: {$ref: "#/components/schemas/Instant"}
        - name: q
          in: query
          description: Only documents whose title contains this text. Goes with `group` or `term`.
          schema: {type: string}
        - name: sort
          in: query
          description: |
            What the list is ordered by; a minus turns it round. `id` by default; where neither `group` nor `term` is
            given, `day` with `from` or `to` and `updated` with `updatedSince`. Another order than by id goes with
            `group`, `term`, `from`, `to` or `updatedSince`.
          schema:
            type: string
            enum: [id, -id, updated, -updated, day, -day]
        - name: limit
          in: query
          description: How many documents a page holds at most.
          schema: {type: integer, minimum: 1, maximum: 500, default: 50}
        - name: cursor
          in: query
          description: The `next` of the page before, with the same filters and order.
          schema: {type: string}
      responses:
        "200":
          description: A page.
          headers:
            X-Request-Id: {$ref: "#/components/headers/X-Request-Id"}
            Cache-Control: {$ref: "#/components/headers/Cache-Control"}
            Link: {$ref: "#/components/headers/Link"}
          content:
            application/json:
              schema: {$ref: "#/components/schemas/DocumentPage"}
              example:
                items:
                  - &teacher
                    kind: teachers
                    id: 018de0a1-7c00-7202-8b01-5f0e6c1d0001
                    school: "3100000001"
                    rev: 7
                    createdAt: "2024-02-20T01:00:00.000Z"
                    updatedAt: "2024-02-28T06:10:00.000Z"
                    updatedBy: 林晓岚
                    body: {name: 周明远, subjects: [mathematics]}
                next: eyJzIjo3fQ
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthenticated"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "406": {$ref: "#/components/responses/NotAcceptable"}
        "429": {$ref: "#/components/responses/TooManyRequests"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "500": {$ref: "#/components/responses/Internal"}
        "503": {$ref: "#/components/responses/Unavailable"}
    post:
      operationId: createDocument
      tags: [documents]
      summary: Make a document (文档) whose id the server chooses
      description: |
        For systems that keep no ids of their own; who writes offline makes the id and uses PUT or the sync.
        With an `Idempotency-Key` a repeated request answers as the first did and makes nothing new.
      parameters:
        - name: Idempotency-Key
          in: header
          description: |
            Any text of the caller's, remembered for 24 hours: with another body 422, while the first request
            is still running 409.
          schema: {type: string, minLength: 1, maxLength: 200}
      requestBody: {$ref: "#/components/requestBodies/Body"}
      responses:
        "201": {$ref: "#/components/responses/CreatedDocument"}
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthenticated"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "406": {$ref: "#/components/responses/NotAcceptable"}
        "408": {$ref: "#/components/responses/Timeout"}
        "409": {$ref: "#/components/responses/Conflict"}
        "413": {$ref: "#/components/responses/TooLarge"}
        "415": {$ref: "#/components/responses/UnsupportedMediaType"}
        "422": {$ref: "#/components/responses/Invalid"}
        "429": {$ref: "#/components/responses/TooManyRequests"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "500": {$ref: "#/components/responses/Internal"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/schools/{school}/{kind}/{id}:
    parameters:
      - $ref: "#/components/parameters/school"
      - $ref: "#/components/parameters/kind"
      - $ref: "#/components/parameters/id"
      - $ref: "#/components/parameters/Accept-Language"
      - $ref: "#/components/parameters/X-Request-Id"
    get:
      operationId: getDocument
      tags: [documents]
      summary: One document (文档)
      parameters:
        - name: If-None-Match
          in: header
          description: The revs that the caller has; 304 when the document is still at one of them.
          schema: {type: string}
          example: '"7"'
      responses:
        "200": {$ref: "#/components/responses/Document"}
        "304":
          description: It is still at that rev.
          headers:
            X-Request-Id: {$ref: "#/components/headers/X-Request-Id"}
            ETag: {$ref: "#/components/headers/ETag"}
            Cache-Control: {$ref: "#/components/headers/Cache-Control"}
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthenticated"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "406": {$ref: "#/components/responses/NotAcceptable"}
        "410": {$ref: "#/components/responses/Gone"}
        "429": {$ref: "#/components/responses/TooManyRequests"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "500": {$ref: "#/components/responses/Internal"}
        "503": {$ref: "#/components/responses/Unavailable"}
    put:
      operationId: putDocument
      tags: [documents]
      summary: Make a document (文档) under its id, or write it anew
      description: |
        `groupId` and `term` never change after creation. A document that is in somebody's hands (submitted,
        approved, archived) is changed by nobody until it is returned. Both answer 409.
      parameters:
        - $ref: "#/components/parameters/If-Match-optional"
        - name: If-None-Match
          in: header
          description: "`*`: only make it; 412 when it is there."
          schema: {type: string, enum: ["*"]}
      requestBody: {$ref: "#/components/requestBodies/Body"}
      responses:
        "200": {$ref: "#/components/responses/Document"}
        "201": {$ref: "#/components/responses/CreatedDocument"}
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthenticated"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "406": {$ref: "#/components/responses/NotAcceptable"}
        "408": {$ref: "#/components/responses/Timeout"}
        "409": {$ref: "#/components/responses/Conflict"}
        "410": {$ref: "#/components/responses/Gone"}
        "412": {$ref: "#/components/responses/Stale"}
        "413": {$ref: "#/components/responses/TooLarge"}
        "415": {$ref: "#/components/responses/UnsupportedMediaType"}
        "422": {$ref: "#/components/responses/Invalid"}
        "428": {$ref: "#/components/responses/PreconditionRequired"}
        "429": {$ref: "#/components/responses/TooManyRequests"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "500": {$ref: "#/components/responses/Internal"}
        "503": {$ref: "#/components/responses/Unavailable"}
    patch:
      operationId: patchDocument
      tags: [documents]
      summary: Change members of a document (文档)
      parameters:
        - $ref: "#/components/parameters/If-Match"
      requestBody:
        required: true
        content:
          application/merge-patch+json:
            schema: {$ref: "#/components/schemas/MergePatch"}
            example: {place: 二楼会议室, remarks: null}
      responses:
        "200": {$ref: "#/components/responses/Document"}
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthenticated"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "406": {$ref: "#/components/responses/NotAcceptable"}
        "408": {$ref: "#/components/responses/Timeout"}
        "409": {$ref: "#/components/responses/Conflict"}
        "410": {$ref: "#/components/responses/Gone"}
        "412": {$ref: "#/components/responses/Stale"}
        "413": {$ref: "#/components/responses/TooLarge"}
        "415": {$ref: "#/components/responses/UnsupportedMediaType"}
        "422": {$ref: "#/components/responses/Invalid"}
        "428": {$ref: "#/components/responses/PreconditionRequired"}
        "429": {$ref: "#/components/responses/TooManyRequests"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "500": {$ref: "#/components/responses/Internal"}
        "503": {$ref: "#/components/responses/Unavailable"}
    delete:
      operationId: deleteDocument
      tags: [documents]
      summary: Delete a document (文档)
      description: |
        Its id is never used again; `restore` brings it back. A group, a term, a class and a test are not deleted while
        a living document names them, nor a teacher while a membership, a headship or an account of today or later
        does: 409 `in-use`.
      parameters:
        - $ref: "#/components/parameters/If-Match"
      responses:
        "200":
          description: It is deleted, and something should be looked at, such as how many documents go on naming a teacher.
          headers:
            X-Request-Id: {$ref: "#/components/headers/X-Request-Id"}
            Cache-Control: {$ref: "#/components/headers/Cache-Control"}
          content:
            application/json:
              schema: {$ref: "#/components/schemas/DocumentWarnings"}
              example:
                warnings:
                  - {pointer: "", code: still-named, detail: 还有 12 份文档提到已删除的教师，那里只剩编号}
        "204":
          description: It is deleted.
          headers: {X-Request-Id: {$ref: "#/components/headers/X-Request-Id"}}
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthenticated"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "406": {$ref: "#/components/responses/NotAcceptable"}
        "409": {$ref: "#/components/responses/Conflict"}
        "410": {$ref: "#/components/responses/Gone"}
        "412": {$ref: "#/components/responses/Stale"}
        "428": {$ref: "#/components/responses/PreconditionRequired"}
        "429": {$ref: "#/components/responses/TooManyRequests"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "500": {$ref: "#/components/responses/Internal"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/schools/{school}/{kind}/{id}/history:
    parameters:
      - $ref: "#/components/parameters/school"
      - $ref: "#/components/parameters/kind"
      - $ref: "#/components/parameters/id"
      - $ref: "#/components/parameters/Accept-Language"
      - $ref: "#/components/parameters/X-Request-Id"
    get:
      operationId: getHistory
      tags: [documents]
      summary: Every rev of a document (文档), newest first
      parameters:
        - name: limit
          in: query
          description: How many revs a page holds at most.
          schema: {type: integer, minimum: 1, maximum: 500, default: 50}
        - name: before
          in: query
          description: Only revs below this one; the `next` of the page before.
          schema: {$ref: "#/components/schemas/Rev"}
      responses:
        "200":
          description: >-
            A page; each document as it was, and deletions as what is left of it, with what was said with the change.
            It holds at most `limit` revs and about 4 MiB, never less than one.
          headers:
            X-Request-Id: {$ref: "#/components/headers/X-Request-Id"}
            Cache-Control: {$ref: "#/components/headers/Cache-Control"}
          content:
            application/json:
              schema: {$ref: "#/components/schemas/HistoryPage"}
              example:
                items:
                  - kind: teachers
                    id: 018de0a1-7c00-7202-8b01-5f0e6c1d0001
                    rev: 8
                    deleted: true
                    updatedAt: "2024-03-01T02:00:00.000Z"
                    updatedBy: 林晓岚
                  - *teacher
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthenticated"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "406": {$ref: "#/components/responses/NotAcceptable"}
        "429": {$ref: "#/components/responses/TooManyRequests"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "500": {$ref: "#/components/responses/Internal"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/schools/{school}/{kind}/{id}/history/{rev}:
    parameters:
      - $ref: "#/components/parameters/school"
      - $ref: "#/components/parameters/kind"
      - $ref: "#/components/parameters/id"
      - name: rev
        in: path
        required: true
        schema: {$ref: "#/components/schemas/Rev"}
        example: 7
      - $ref: "#/components/parameters/Accept-Language"
      - $ref: "#/components/parameters/X-Request-Id"
    get:
      operationId: getRevision
      tags: [documents]
      summary: A document (文档) as it was at a rev
      responses:
        "200":
          description: The document, or for the rev that deleted it what is left of it.
          headers:
            X-Request-Id: {$ref: "#/components/headers/X-Request-Id"}
            ETag: {$ref: "#/components/headers/ETag"}
            Cache-Control: {$ref: "#/components/headers/Cache-Control"}
          content:
            application/json:
              schema: {$ref: "#/components/schemas/Change"}
              example: *teacher
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthenticated"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "406": {$ref: "#/components/responses/NotAcceptable"}
        "429": {$ref: "#/components/responses/TooManyRequests"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "500": {$ref: "#/components/responses/Internal"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/schools/{school}/{kind}/{id}/warnings:
    parameters:
      - $ref: "#/components/parameters/school"
      - $ref: "#/components/parameters/kind"
      - $ref: "#/components/parameters/id"
      - $ref: "#/components/parameters/Accept-Language"
      - $ref: "#/components/parameters/X-Request-Id"
    get:
      operationId: getWarnings
      tags: [documents]
      summary: What should be looked at in a document (文档) as it is now
      description: |
        What answers to writes say in `warnings`, worked out afresh: private numbers in texts, a day outside the term or
        on a holiday, a week that contradicts its day, terms that overlap, a group without a leader or with two, a test
        that the rules of compulsory schooling don't allow, a time zone that there is not.
      responses:
        "200":
          description: The warnings; often none.
          headers:
            X-Request-Id: {$ref: "#/components/headers/X-Request-Id"}
            Cache-Control: {$ref: "#/components/headers/Cache-Control"}
          content:
            application/json:
              schema: {$ref: "#/components/schemas/DocumentWarnings"}
              example:
                warnings:
                  - {pointer: /week, code: week-mismatch, detail: 2024-05-10 是第11周，这里写第3周}
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthenticated"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "410": {$ref: "#/components/responses/Gone"}
        "429": {$ref: "#/components/responses/TooManyRequests"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "500": {$ref: "#/components/responses/Internal"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/schools/{school}/{kind}/{id}/transitions:
    parameters:
      - $ref: "#/components/parameters/school"
      - $ref: "#/components/parameters/kind"
      - $ref: "#/components/parameters/id"
      - $ref: "#/components/parameters/Accept-Language"
      - $ref: "#/components/parameters/X-Request-Id"
    post:
      operationId: moveDocument
      tags: [documents]
      summary: Hand in, return, approve or archive a document (提交 退回 通过 归档)
      parameters:
        - $ref: "#/components/parameters/If-Match"
      requestBody:
        required: true
        content:
          application/json:
            schema: {$ref: "#/components/schemas/Transition"}
            example: {to: returned, comment: 表2少了第三周，请补上。}
      responses:
        "200": {$ref: "#/components/responses/Document"}
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthenticated"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "406": {$ref: "#/components/responses/NotAcceptable"}
        "408": {$ref: "#/components/responses/Timeout"}
        "409": {$ref: "#/components/responses/Conflict"}
        "410": {$ref: "#/components/responses/Gone"}
        "412": {$ref: "#/components/responses/Stale"}
        "413": {$ref: "#/components/responses/TooLarge"}
        "415": {$ref: "#/components/responses/UnsupportedMediaType"}
        "422": {$ref: "#/components/responses/Invalid"}
        "428": {$ref: "#/components/responses/PreconditionRequired"}
        "429": {$ref: "#/components/responses/TooManyRequests"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "500": {$ref: "#/components/responses/Internal"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/schools/{school}/{kind}/{id}/restore:
    parameters:
      - $ref: "#/components/parameters/school"
      - $ref: "#/components/parameters/kind"
      - $ref: "#/components/parameters/id"
      - $ref: "#/components/parameters/Accept-Language"
      - $ref: "#/components/parameters/X-Request-Id"
    post:
      operationId: restoreDocument
      tags: [documents]
      summary: Bring a deleted document (文档) back as a draft
      description: |
        With the body that is sent, or without one with the last that it had. `If-Match` is the rev of the
        tombstone. A document that is not deleted answers 409; one whose content is no longer kept, 410.
      parameters:
        - $ref: "#/components/parameters/If-Match"
      requestBody:
        description: The body to come back with; absent for the last one.
        content:
          application/json:
            schema: {$ref: "#/components/schemas/Body"}
            example: {name: 周明远, subjects: [mathematics]}
      responses:
        "200": {$ref: "#/components/responses/Document"}
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthenticated"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "406": {$ref: "#/components/responses/NotAcceptable"}
        "408": {$ref: "#/components/responses/Timeout"}
        "409": {$ref: "#/components/responses/Conflict"}
        "410": {$ref: "#/components/responses/Gone"}
        "412": {$ref: "#/components/responses/StaleRestore"}
        "413": {$ref: "#/components/responses/TooLarge"}
        "415": {$ref: "#/components/responses/UnsupportedMediaType"}
        "422": {$ref: "#/components/responses/Invalid"}
        "428": {$ref: "#/components/responses/PreconditionRequired"}
        "429": {$ref: "#/components/responses/TooManyRequests"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "500": {$ref: "#/components/responses/Internal"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/schools/{school}/sync/push:
    parameters:
      - $ref: "#/components/parameters/school"
      - $ref: "#/components/parameters/Accept-Language"
      - $ref: "#/components/parameters/X-Request-Id"
    post:
      operationId: pushMutations
      tags: [sync]
      summary: Send a batch of changes (推送)
      description: |
        `(client, n)` is the identity of a mutation for ever: sending it again does nothing twice and answers
        as the first time, with `replayed`. A batch that is taken answers 207 with one final result for each
        mutation; an entry that is no proper mutation gets 422 for itself. 503 means that nothing of the batch
        was applied. 409 `mutation-gap` carries `lastN`; 409 `epoch-changed` means that the server was
        restored from a backup; 422 `mutation-reused` means that the same `n` had other content, as after
        copying a laptop: the client takes a new id. Documents that stand in the way (412) are shown while the answer
        has room for them, about 4 MiB; of the others `current` is a path to fetch them from.
      requestBody:
        required: true
        content:
          application/json:
            schema: {$ref: "#/components/schemas/PushRequest"}
            example:
              client: 018de0a1-7c00-7c00-8b01-5f0e6c1d0001
              epoch: k3v9
              mutations:
                - n: 41
                  op: create
                  kind: teachers
                  id: 018de0a1-7c00-7202-8b01-5f0e6c1d0006
                  base: null
                  body: {name: 陶然, title: 一级教师 13800000000, subjects: [mathematics]}
                - {n: 42, op: delete, kind: duties, id: 018de0a1-7c00-7606-8b01-5f0e6c1d0003, base: 3}
                - n: 43
                  op: transition
                  kind: plans
                  id: 018de0a1-7c00-7707-8b01-5f0e6c1d0001
                  base: 2
                  to: submitted
                  comment: null
      responses:
        "207":
          description: The batch was taken.
          headers:
            X-Request-Id: {$ref: "#/components/headers/X-Request-Id"}
            Cache-Control: {$ref: "#/components/headers/Cache-Control"}
          content:
            application/json:
              schema: {$ref: "#/components/schemas/PushResponse"}
              example:
                epoch: k3v9
                lastN: 43
                results:
                  - n: 41
                    status: 201
                    rev: 1
                    warnings:
                      - pointer: /title
                        code: phone-number
                        detail: Title seems to hold a phone number; take it out
                  - n: 42
                    status: 410
                    problem:
                      type: /problems/gone
                      title: Deleted
                      status: 410
                      detail: 林晓岚 has deleted it; it can be restored
                      tombstone: {rev: 4, updatedAt: "2024-03-01T02:00:00.000Z", updatedBy: 林晓岚}
                  - {n: 43, status: 200, rev: 3, replayed: true}
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthenticated"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "406": {$ref: "#/components/responses/NotAcceptable"}
        "408": {$ref: "#/components/responses/Timeout"}
        "409": {$ref: "#/components/responses/Conflict"}
        "413": {$ref: "#/components/responses/TooLarge"}
        "415": {$ref: "#/components/responses/UnsupportedMediaType"}
        "422": {$ref: "#/components/responses/Invalid"}
        "429": {$ref: "#/components/responses/TooManyRequests"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "500": {$ref: "#/components/responses/Internal"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/schools/{school}/sync/changes:
    parameters:
      - $ref: "#/components/parameters/school"
      - $ref: "#/components/parameters/Accept-Language"
      - $ref: "#/components/parameters/X-Request-Id"
    get:
      operationId: listChanges
      tags: [sync]
      summary: What has changed since a cursor (变更)
      description: |
        Each document that the caller may see occurs once, at its newest rev, in the order of the commits. The
        school's own documents belong to the feed of every group and every term. A page holds at most `limit` changes
        and about 4 MiB, never less than one, unless it looked at 5,000 documents for those that fit; `hasMore` says
        whether to go on. A cursor knows the last change that it passed: where another stands there, or none, as after
        a backup was put back by hand, the answer is 410 `cursor-gone`.
      parameters:
        - name: cursor
          in: query
          description: >-
            The `cursor` of the page before, with the same filters; absent to read from the beginning.
          schema: {type: string}
        - name: limit
          in: query
          description: How many changes a page holds at most.
          schema: {type: integer, minimum: 1, maximum: 500, default: 200}
        - name: group
          in: query
          description: Only documents of this group (备课组) and of the school.
          schema: {$ref: "#/components/schemas/DocumentId"}
        - name: term
          in: query
          description: Only documents of this term (学期) and of no term.
          schema: {$ref: "#/components/schemas/TermCode"}
        - name: kinds
          in: query
          description: Only documents of these kinds, separated by commas.
          style: form
          explode: false
          schema:
            type: array
            items: {$ref: "#/components/schemas/KindName"}
          example: [plans, minutes]
        - name: wait
          in: query
          description: How many seconds to wait for something new when there is nothing.
          schema: {type: integer, minimum: 0, maximum: 30, default: 0}
      responses:
        "200":
          description: A page; `hasMore` says whether to ask again at once.
          headers:
            X-Request-Id: {$ref: "#/components/headers/X-Request-Id"}
            Cache-Control: {$ref: "#/components/headers/Cache-Control"}
          content:
            application/json:
              schema: {$ref: "#/components/schemas/ChangesPage"}
              example:
                changes:
                  - *teacher
                  - kind: duties
                    id: 018de0a1-7c00-7606-8b01-5f0e6c1d0003
                    rev: 4
                    deleted: true
                    updatedAt: "2024-03-01T02:00:00.000Z"
                    updatedBy: 林晓岚
                cursor: eyJzIjo5fQ
                hasMore: false
                epoch: k3v9
        "406": {$ref: "#/components/responses/NotAcceptable"}
        "410": {$ref: "#/components/responses/CursorGone"}
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthenticated"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "429": {$ref: "#/components/responses/TooManyRequests"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "500": {$ref: "#/components/responses/Internal"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/schools/{school}/tests/{id}/statistics:
    parameters:
      - $ref: "#/components/parameters/school"
      - $ref: "#/components/parameters/id"
      - $ref: "#/components/parameters/Accept-Language"
      - $ref: "#/components/parameters/X-Request-Id"
    get:
      operationId: getStatistics
      tags: [tests]
      summary: The level of a test's students (质量分析), together and by class
      description: |
        Computed from exact integers and not rounded. A figure that is undefined is `null`, and `reasons`
        beside it says why. The district's administrator (区县) may ask too, and so may a token with
        `reports:read`. Who may not see rows is told of *atoms*: classes with fewer than fifteen tested students are
        joined with others, once and for all, and the answer to a question for one of them is that of its atom. They
        name one class or none, and no other `bandWidth` than the default (403). Where a school has fewer than
        fifteen tested students altogether they get `enrolled`, `n`, `testedRate`, `mean`, `scoreRate` and
        `overAverage`; with fewer than five nothing, and `withheld` counts the school. What is not told is `null`
        with the reason `too-few-to-show`; `status` always is, since absent and void stand together as `enrolled`
        less `n`.
      parameters:
        - name: class
          in: query
          description: >-
            Only these classes (班级); order and repetition don't matter, an unknown class answers 404.
          style: form
          explode: true
          schema:
            type: array
            items: {$ref: "#/components/schemas/DocumentId"}
        - name: basis
          in: query
          description: >-
            What rates are a share of, those tested or all who were to be tested. Changes nothing else.
          schema: {$ref: "#/components/schemas/RateBasis"}
        - name: bandWidth
          in: query
          description: How many marks wide a band (分数段) is.
          schema: {type: integer, minimum: 1, maximum: 100, default: 10}
      responses:
        "200":
          description: The figures and how they are meant.
          headers:
            X-Request-Id: {$ref: "#/components/headers/X-Request-Id"}
            Cache-Control: {$ref: "#/components/headers/Cache-Control"}
          content:
            application/json:
              schema: {$ref: "#/components/schemas/TestStatistics"}
              example:
                testId: 018de0a1-7c00-7505-8b01-5f0e6c1d0001
                title: “简易方程”随堂练习
                fullMark: 100
                thresholds: {excellent: 0.85, good: 0.75, pass: 0.6, low: 0.4}
                conventions:
                  sd: "population: n; sample: n - 1"
                  quantiles: type 7
                  thresholds: inclusive, not rounded; low is below
                  basis: tested
                  bandWidth: 10
                  rounding: none
                all: &level
                  n: 5
                  enrolled: 6
                  status: {present: 5, absent: 1, exempt: 0, deferred: 0, void: 0, transferred: 0}
                  testedRate: 0.8333333333333334
                  mean: 80
                  scoreRate: 0.8
                  paperDifficulty: 0.8
                  max: 100
                  min: 60
                  range: 40
                  median: 80
                  q1: 70
                  q3: 90
                  mode: null
                  sdPopulation: 14.142135623730951
                  sdSample: 15.811388300841896
                  cvPopulation: 0.1767766952966369
                  cvSample: 0.1976423537605237
                  skewnessPopulation: 0
                  skewnessSample: 0
                  kurtosisPopulation: -1.3
                  kurtosisSample: -1.2
                  upperThird: 95
                  lowerThird: 65
                  rates:
                    excellent: {count: 2, rate: 0.4, ofEnrolled: 0.3333333333333333}
                    goodBand: {count: 1, rate: 0.2, ofEnrolled: 0.16666666666666666}
                    goodOrAbove: {count: 3, rate: 0.6, ofEnrolled: 0.5}
                    pass: {count: 5, rate: 1, ofEnrolled: 0.8333333333333334}
                    low: {count: 0, rate: 0, ofEnrolled: 0}
                  grades: {A: 2, B: 1, C: 2, D: 0}
                  bands:
                    - {from: 100, to: 100, count: 1}
                    - {from: 90, to: 100, count: 1}
                    - {from: 80, to: 90, count: 1}
                    - {from: 70, to: 80, count: 1}
                    - {from: 60, to: 70, count: 1}
                    - {from: 50, to: 60, count: 0}
                    - {from: 40, to: 50, count: 0}
                    - {from: 30, to: 40, count: 0}
                    - {from: 20, to: 30, count: 0}
                    - {from: 10, to: 20, count: 0}
                    - {from: 0, to: 10, count: 0}
                  unreliable: [paperDifficulty]
                  reasons: {mode: no-repeated-score}
                classes:
                  - classId: 018de0a1-7c00-7101-8b01-5f0e6c1d0003
                    label: {zh: 五3, en: 5-3}
                    sheetId: 018de0a1-7c00-7808-8b01-5f0e6c1d0001
                    statistics: *level
                    overAverage: 0
                    reasons: {}
                targets:
                  - {metric: pass, target: 0.95, actual: 1, difference: 0.05, met: true, reasons: {}}
                withheld: 0
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthenticated"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "406": {$ref: "#/components/responses/NotAcceptable"}
        "429": {$ref: "#/components/responses/TooManyRequests"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "500": {$ref: "#/components/responses/Internal"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/schools/{school}/tests/{id}/scores:
    parameters:
      - $ref: "#/components/parameters/school"
      - $ref: "#/components/parameters/id"
      - $ref: "#/components/parameters/Accept-Language"
      - $ref: "#/components/parameters/X-Request-Id"
    post:
      operationId: importScores
      tags: [tests]
      summary: Read the marks of a test from a file (导入成绩)
      description: |
        All or nothing: either every row is right, or the answer names each wrong one by its record (the
        header is record 1) and column as the file has it, and nothing changes; after 500 the rest is counted in
        `more`. Replaces the sheets (登分表) of the classes in the file, whole, so that a student who moved from one of
        them to another is right. The first line names the columns 班级, 学生代码, 参考情况, 总分 and the numbers of the
        test's items (1, 第1题, Q1, 1(4分)). Classes are of the test's grade. A code that differs from one of the
        class's earlier sheet by leading zeros only is taken as that one; `notes` says so, and when item marks would
        go. CSV is UTF-8 with or without a byte order mark, else GB18030; full-width digits are read as digits.
      parameters:
        - name: dryRun
          in: query
          description: Only say what would change.
          schema: {type: boolean, default: false}
      requestBody:
        required: true
        content:
          text/csv:
            schema: {type: string}
            example: |
              班级,学生代码,参考情况,总分,1,2,3,4
              五3,190301,正常,18.5,4,3.5,6,5
              五3,190303,缺考,,,,,
      responses:
        "200":
          description: What was changed, or would be.
          headers: {X-Request-Id: {$ref: "#/components/headers/X-Request-Id"}}
          content:
            application/json:
              schema: {$ref: "#/components/schemas/ImportResult"}
              example:
                dryRun: false
                encoding: UTF-8
                sheets:
                  - classId: 018de0a1-7c00-7101-8b01-5f0e6c1d0003
                    label: 五3
                    id: 018de0a1-7c00-7808-8b01-5f0e6c1d0001
                    rev: 1
                    rows: 2
                    added: 2
                    changed: 0
                    removed: 0
                notes: []
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthenticated"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "406": {$ref: "#/components/responses/NotAcceptable"}
        "408": {$ref: "#/components/responses/Timeout"}
        "409": {$ref: "#/components/responses/Conflict"}
        "413": {$ref: "#/components/responses/TooLarge"}
        "415": {$ref: "#/components/responses/UnsupportedMediaType"}
        "422": {$ref: "#/components/responses/Invalid"}
        "429": {$ref: "#/components/responses/TooManyRequests"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "500": {$ref: "#/components/responses/Internal"}
        "503": {$ref: "#/components/responses/Unavailable"}

components:
  securitySchemes:
    token:
      type: http
      scheme: bearer
      description: An opaque token, `bk_…`, that a log-in or an administrator gave out.

  parameters:
    school:
      name: school
      in: path
      required: true
      description: The school (学校).
      schema: {$ref: "#/components/schemas/SchoolId"}
      example: "3100000001"
    kind:
      name: kind
      in: path
      required: true
      description: The kind of document; every kind has the same paths.
      schema: {$ref: "#/components/schemas/KindName"}
      example: minutes
    id:
      name: id
      in: path
      required: true
      description: The document's id.
      schema: {$ref: "#/components/schemas/DocumentId"}
      example: 018de0a1-7c00-7202-8b01-5f0e6c1d0001
    account:
      name: id
      in: path
      required: true
      description: The account's id.
      schema: {$ref: "#/components/schemas/DocumentId"}
      example: 018de0a1-7c00-7a01-8b01-5f0e6c1d0002
    token:
      name: id
      in: path
      required: true
      description: The token's id, which is no secret.
      schema: {$ref: "#/components/schemas/DocumentId"}
      example: 018de0a1-7c00-7b01-8b01-5f0e6c1d0002
    If-Match:
      name: If-Match
      in: header
      required: true
      description: >-
        The rev that the caller has seen, or a list of such. Without it 428, with none that is the current one 412.
        `W/"7"` and `"7-gzip"`, which compressing proxies make of an ETag, count as `"7"`.
      schema: {type: string}
      example: '"7"'
    If-Match-optional:
      name: If-Match
      in: header
      description: >-
        The rev that the caller has seen, or a list of such; required when the document is there.
      schema: {type: string}
      example: '"7"'
    Accept-Language:
      name: Accept-Language
      in: header
      description: The language of messages, Chinese (the default) or English.
      schema: {type: string}
      example: zh-CN
    X-Request-Id:
      name: X-Request-Id
      in: header
      description: >-
        A name for the request, which comes back in the answer and stands in the server's log and on record: 1 to 64
        visible characters of ASCII but for quotes and backslashes. Any other is passed over for one of the server's.
      schema: {type: string}

  headers:
    X-Request-Id:
      description: The name of the request.
      required: true
      schema: {type: string}
    ETag:
      description: The document's rev in quotes.
      required: true
      schema: {type: string, pattern: '^"[0-9]+"$'}
      example: '"7"'
    Cache-Control:
      description: Whether the answer may be kept.
      required: true
      schema: {type: string}
      example: private, no-cache
    Link:
      description: 'The next page, `rel="next"`; absent on the last page.'
      schema: {type: string}
    Location:
      description: The path of what was made.
      required: true
      schema: {type: string, format: uri-reference}
    Retry-After:
      description: After how many seconds to ask again.
      required: true
      schema: {type: integer, minimum: 0}
    RateLimit:
      description: >-
        How many requests are left to the account, `r`, and after how many seconds all of them are there again,
        `t`.
      schema: {type: string}
      example: '"account";r=249;t=5'
    RateLimit-Policy:
      description: How many requests an account has, `q`, in how many seconds, `w`.
      schema: {type: string}
      example: '"account";q=250;w=5'

  requestBodies:
    Body:
      required: true
      description: The body alone, without an envelope; which one, the kind in the path says.
      content:
        application/json:
          schema: {$ref: "#/components/schemas/Body"}
          example: {name: 周明远, subjects: [mathematics]}

  responses:
    Document:
      description: The document.
      headers:
        X-Request-Id: {$ref: "#/components/headers/X-Request-Id"}
        ETag: {$ref: "#/components/headers/ETag"}
        Cache-Control: {$ref: "#/components/headers/Cache-Control"}
        RateLimit: {$ref: "#/components/headers/RateLimit"}
        RateLimit-Policy: {$ref: "#/components/headers/RateLimit-Policy"}
      content:
        application/json:
          schema: {$ref: "#/components/schemas/Document"}
          example: *teacher
    CreatedDocument:
      description: The document, which is new.
      headers:
        X-Request-Id: {$ref: "#/components/headers/X-Request-Id"}
        ETag: {$ref: "#/components/headers/ETag"}
        Location: {$ref: "#/components/headers/Location"}
        Cache-Control: {$ref: "#/components/headers/Cache-Control"}
        RateLimit: {$ref: "#/components/headers/RateLimit"}
        RateLimit-Policy: {$ref: "#/components/headers/RateLimit-Policy"}
        Idempotency-Replayed:
          description: "`true`: made by an earlier request with the same `Idempotency-Key`."
          schema: {const: true}
      content:
        application/json:
          schema: {$ref: "#/components/schemas/Document"}
          example:
            kind: teachers
            id: 018de0a1-7c00-7202-8b01-5f0e6c1d0006
            school: "3100000001"
            rev: 1
            createdAt: "2024-02-28T06:10:00.000Z"
            updatedAt: "2024-02-28T06:10:00.000Z"
            updatedBy: 林晓岚
            body: {name: 陶然, subjects: [mathematics]}
    BadRequest:
      description: The request can't be read, or a parameter is wrong.
      headers:
        X-Request-Id: {$ref: "#/components/headers/X-Request-Id"}
      content:
        application/problem+json:
          schema: {$ref: "#/components/schemas/Problem400"}
          example:
            type: /problems/malformed
            title: 请求无法读懂
            status: 400
            requestId: 018de0a1-7c00-7f00-8b01-5f0e6c1d0001
            errors:
              - {pointer: /attendance, code: duplicate-member, detail: 同一项写了两次}
    Unauthenticated:
      description: There is no token, or it is not valid.
      headers:
        X-Request-Id: {$ref: "#/components/headers/X-Request-Id"}
        WWW-Authenticate:
          description: How to log in.
          required: true
          schema: {const: Bearer}
      content:
        application/problem+json:
          schema: {$ref: "#/components/schemas/Problem401"}
          example:
            type: /problems/unauthenticated
            title: 请先登录
            status: 401
            detail: 请求没有带令牌
            requestId: 018de0a1-7c00-7f00-8b01-5f0e6c1d0001
    WrongCredentials:
      description: The login name, the password or the activation code is not right.
      headers:
        X-Request-Id: {$ref: "#/components/headers/X-Request-Id"}
        WWW-Authenticate:
          description: How to log in.
          required: true
          schema: {const: Bearer}
      content:
        application/problem+json:
          schema:
            $ref: "#/components/schemas/Problem401"
            properties:
              type: {const: /problems/wrong-credentials}
          example:
            type: /problems/wrong-credentials
            title: 登录名、密码或激活码不对
            status: 401
            requestId: 018de0a1-7c00-7f00-8b01-5f0e6c1d0001
    Forbidden:
      description: The caller may not do this.
      headers:
        X-Request-Id: {$ref: "#/components/headers/X-Request-Id"}
      content:
        application/problem+json:
          schema: {$ref: "#/components/schemas/Problem403"}
          example:
            type: /problems/forbidden
            title: Not allowed
            status: 403
            detail: you may not do this to plans
            requestId: 018de0a1-7c00-7f00-8b01-5f0e6c1d0001
    NotFound:
      description: There is no such thing, or none that the caller may know of.
      headers:
        X-Request-Id: {$ref: "#/components/headers/X-Request-Id"}
      content:
        application/problem+json:
          schema: {$ref: "#/components/schemas/Problem404"}
          example:
            type: /problems/not-found
            title: 没有找到
            status: 404
            requestId: 018de0a1-7c00-7f00-8b01-5f0e6c1d0001
    NotAcceptable:
      description: The answer is in none of the formats of `Accept`.
      headers:
        X-Request-Id: {$ref: "#/components/headers/X-Request-Id"}
      content:
        application/problem+json:
          schema: {$ref: "#/components/schemas/Problem406"}
          example:
            type: /problems/not-acceptable
            title: Not available in this format
            status: 406
            detail: there is only application/json
            requestId: 018de0a1-7c00-7f00-8b01-5f0e6c1d0001
    MethodNotAllowed:
      description: The path does not have this method.
      headers:
        X-Request-Id: {$ref: "#/components/headers/X-Request-Id"}
        Allow:
          description: The methods that the path has.
          required: true
          schema: {type: string}
      content:
        application/problem+json:
          schema: {$ref: "#/components/schemas/Problem405"}
          example:
            type: /problems/method-not-allowed
            title: Method not allowed
            status: 405
            detail: "allowed: GET, PUT"
            requestId: 018de0a1-7c00-7f00-8b01-5f0e6c1d0001
    Timeout:
      description: The body did not arrive in time.
      headers:
        X-Request-Id: {$ref: "#/components/headers/X-Request-Id"}
      content:
        application/problem+json:
          schema: {$ref: "#/components/schemas/Problem408"}
          example:
            type: /problems/timeout
            title: The request took too long
            status: 408
            requestId: 018de0a1-7c00-7f00-8b01-5f0e6c1d0001
    Conflict:
      description: What is there does not allow it; `existing`, `lastN` or `detail` says what.
      headers:
        X-Request-Id: {$ref: "#/components/headers/X-Request-Id"}
      content:
        application/problem+json:
          schema: {$ref: "#/components/schemas/Problem409"}
          example:
            type: /problems/duplicate
            title: 已经有一份
            status: 409
            requestId: 018de0a1-7c00-7f00-8b01-5f0e6c1d0001
            existing: 018de0a1-7c00-7707-8b01-5f0e6c1d0001
    Gone:
      description: The document is deleted; `tombstone` says by whom and when.
      headers:
        X-Request-Id: {$ref: "#/components/headers/X-Request-Id"}
      content:
        application/problem+json:
          schema:
            $ref: "#/components/schemas/Problem410"
            required: [tombstone]
          example:
            type: /problems/gone
            title: 已删除
            status: 410
            detail: 可以恢复
            requestId: 018de0a1-7c00-7f00-8b01-5f0e6c1d0001
            tombstone: {rev: 8, updatedAt: "2024-03-01T02:00:00.000Z", updatedBy: 林晓岚}
    CursorGone:
      description: The cursor leads nowhere any more; `reason` says why, and `restart` where to read afresh.
      headers:
        X-Request-Id: {$ref: "#/components/headers/X-Request-Id"}
      content:
        application/problem+json:
          schema:
            $ref: "#/components/schemas/Problem410"
            required: [reason, restart]
          example:
            type: /problems/cursor-gone
            title: 游标已失效，请从头读取
            status: 410
            requestId: 018de0a1-7c00-7f00-8b01-5f0e6c1d0001
            reason: epoch
            restart: /v1/schools/3100000001/sync/changes
    Stale:
      description: The document has changed since; `current` is as it is now.
      headers:
        X-Request-Id: {$ref: "#/components/headers/X-Request-Id"}
        ETag: {$ref: "#/components/headers/ETag"}
      content:
        application/problem+json:
          schema:
            $ref: "#/components/schemas/Problem412"
            required: [current]
          example:
            type: /problems/stale-base
            title: 文档已被别人改过
            status: 412
            detail: 现在是第 7 版
            requestId: 018de0a1-7c00-7f00-8b01-5f0e6c1d0001
            current: *teacher
    StaleRestore:
      description: >-
        The document has changed since; `tombstone` says by whom and when it was deleted, or `current` is as it
        is now when it is there again.
      headers:
        X-Request-Id: {$ref: "#/components/headers/X-Request-Id"}
        ETag: {$ref: "#/components/headers/ETag"}
      content:
        application/problem+json:
          schema:
            $ref: "#/components/schemas/Problem412"
            anyOf:
              - required: [tombstone]
              - required: [current]
          example:
            type: /problems/stale-base
            title: 文档已被别人改过
            status: 412
            detail: 现在是第 8 版
            requestId: 018de0a1-7c00-7f00-8b01-5f0e6c1d0001
            tombstone: {rev: 8, updatedAt: "2024-03-01T02:00:00.000Z", updatedBy: 林晓岚}
    TooLarge:
      description: The body is too large, or holds too much.
      headers:
        X-Request-Id: {$ref: "#/components/headers/X-Request-Id"}
      content:
        application/problem+json:
          schema: {$ref: "#/components/schemas/Problem413"}
          example:
            type: /problems/too-large
            title: Too large
            status: 413
            detail: at most 2097152 bytes
            requestId: 018de0a1-7c00-7f00-8b01-5f0e6c1d0001
    UnsupportedMediaType:
      description: The body is of a type that is not read here, or compressed.
      headers:
        X-Request-Id: {$ref: "#/components/headers/X-Request-Id"}
      content:
        application/problem+json:
          schema: {$ref: "#/components/schemas/Problem415"}
          example:
            type: /problems/unsupported-media-type
            title: Unsupported media type
            status: 415
            detail: must be application/json
            requestId: 018de0a1-7c00-7f00-8b01-5f0e6c1d0001
    Invalid:
      description: The content is not right; `errors` names every place.
      headers:
        X-Request-Id: {$ref: "#/components/headers/X-Request-Id"}
      content:
        application/problem+json:
          schema: {$ref: "#/components/schemas/Problem422"}
          example:
            type: /problems/validation
            title: 内容有误
            status: 422
            requestId: 018de0a1-7c00-7f00-8b01-5f0e6c1d0001
            errors:
              - {pointer: /attendance/3/minutesLate, code: not-late, detail: 只有迟到才写分钟数}
              - {pointer: "", code: score-above-full, detail: 第 3 题满分 6，得分 7, row: 12, column: "3"}
    PreconditionRequired:
      description: "`If-Match` is missing."
      headers:
        X-Request-Id: {$ref: "#/components/headers/X-Request-Id"}
      content:
        application/problem+json:
          schema: {$ref: "#/components/schemas/Problem428"}
          example:
            type: /problems/precondition-required
            title: If-Match is missing
            status: 428
            detail: say in If-Match which rev you have seen
            requestId: 018de0a1-7c00-7f00-8b01-5f0e6c1d0001
    TooManyRequests:
      description: The caller asks too often, or has guessed wrong too often.
      headers:
        X-Request-Id: {$ref: "#/components/headers/X-Request-Id"}
        Retry-After: {$ref: "#/components/headers/Retry-After"}
        RateLimit: {$ref: "#/components/headers/RateLimit"}
        RateLimit-Policy: {$ref: "#/components/headers/RateLimit-Policy"}
      content:
        application/problem+json:
          schema: {$ref: "#/components/schemas/Problem429"}
          example:
            type: /problems/too-many-requests
            title: Too many requests
            status: 429
            requestId: 018de0a1-7c00-7f00-8b01-5f0e6c1d0001
    HeadersTooLarge:
      description: The headers are too large.
      headers:
        X-Request-Id: {$ref: "#/components/headers/X-Request-Id"}
      content:
        application/problem+json:
          schema: {$ref: "#/components/schemas/Problem431"}
          example:
            type: /problems/headers-too-large
            title: The headers are too large
            status: 431
            requestId: 018de0a1-7c00-7f00-8b01-5f0e6c1d0001
    Internal:
      description: Something went wrong in the server; the request id finds it in the log.
      headers:
        X-Request-Id: {$ref: "#/components/headers/X-Request-Id"}
      content:
        application/problem+json:
          schema: {$ref: "#/components/schemas/Problem500"}
          example:
            type: /problems/internal
            title: Something went wrong in the server
            status: 500
            requestId: 018de0a1-7c00-7f00-8b01-5f0e6c1d0001
    Unavailable:
      description: The server can't work for now; nothing was done.
      headers:
        X-Request-Id: {$ref: "#/components/headers/X-Request-Id"}
        Retry-After: {$ref: "#/components/headers/Retry-After"}
      content:
        application/problem+json:
          schema: {$ref: "#/components/schemas/Problem503"}
          example:
            type: /problems/unavailable
            title: The server is unavailable for now
            status: 503
            requestId: 018de0a1-7c00-7f00-8b01-5f0e6c1d0001

  schemas:
    OneLine:
      description: Text of one line, without control characters. Lengths count Unicode characters.
      type: string
      pattern: '^[^\u0000-\u0008\u000A-\u001F\u007F]*$'
    Paragraphs:
      description: Text of several lines, `\n` between them, without control characters.
      type: string
      pattern: '^[^\u0000-\u0008\u000B-\u001F\u007F]*$'
    Day:
      description: A calendar day.
      type: string
      format: date
      pattern: "^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
      examples: ["2024-02-26"]
    ClockTime:
      description: A time of day.
      type: string
      pattern: "^([01][0-9]|2[0-3]):[0-5][0-9]$"
      examples: ["14:10"]
    Instant:
      description: A moment in UTC, to the millisecond.
      type: string
      format: date-time
      pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{3})?Z$'
      examples: ["2024-02-28T06:10:00.000Z"]
    TermCode:
      description: A term (学期), by school year and semester, 1 for autumn and 2 for spring.
      type: string
      pattern: "^(19|20|21)[0-9]{2}-(19|20|21)[0-9]{2}-[12]$"
      examples: ["2023-2024-2"]
    SchoolYear:
      description: A school year (学年). Other dashes than this one are taken, and stored as it.
      type: string
      pattern: "^(19|20|21)[0-9]{2}-(19|20|21)[0-9]{2}$"
      examples: ["2023-2024"]
    Week:
      description: A week (周次) of a term, `pre` for 开学前准备, `final` for 期末.
      type: string
      pattern: "^(pre|final|[1-9]|[12][0-9]|30)$"
      examples: ["3", pre, final]
    Hours:
      description: Lesson hours (课时), `10+1` for ten hours and one in reserve (机动).
      type: string
      pattern: '^(1?[0-9]{1,2}|200)(\+(1?[0-9]{1,2}|200))?$'
      examples: ["10+1", "2"]
    DocumentId:
      description: The id of a document, a UUID in lower case; new ones are of version 7.
      type: string
      format: uuid
      pattern: "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"
    Rev:
      description: Counts a document's changes from 1.
      type: integer
      minimum: 1
    SchoolId:
      description: >-
        The ten digits of a school's 学校标识码, or a short name of lower-case letters, digits and dashes.
      type: string
      pattern: "^[0-9a-z-]{1,32}$"
    DistrictId:
      description: A short name of lower-case letters, digits and dashes; no school has the same.
      type: string
      pattern: "^[0-9a-z-]{1,32}$"
    LoginName:
      description: >-
        What is typed to log in, a name of the person's own and the school's or the district's id, or `server`.
      type: string
      pattern: "^[0-9a-z._-]{2,32}@[0-9a-z-]{1,32}$"
      examples: ["zhoumingyuan@3100000001"]
    TokenText:
      description: A bearer token (令牌), opaque.
      type: string
      pattern: "^bk_[0-9a-z]+_[0-9A-Za-z]{36}$"
    Text:
      description: A text in Chinese and English.
      type: object
      required: [zh, en]
      properties:
        zh: {type: string}
        en: {type: string}
      additionalProperties: false

    Health:
      type: object
      required: [status]
      properties:
        status: {const: ok}
      additionalProperties: false
    Readiness:
      type: object
      required: [status]
      properties:
        status: {const: ready}
      additionalProperties: false
    Me:
      description: Who is asking. `school` is absent for callers who belong to none.
      type: object
      required: [name, role, serverVersion, time]
      properties:
        name: {type: string}
        login:
          description: Absent for callers who only have tokens.
          $ref: "#/components/schemas/LoginName"
        role: {$ref: "#/components/schemas/Roles"}
        school: {$ref: "#/components/schemas/School"}
        district:
          description: The one that the caller administers.
          $ref: "#/components/schemas/District"
        teacherId: {$ref: "#/components/schemas/DocumentId"}
        groups:
          description: >-
            The groups (备课组) that the person has to do with; absent for all who see the whole school.
          type: array
          items:
            type: object
            required: [groupId, relation]
            properties:
              groupId: {$ref: "#/components/schemas/DocumentId"}
              relation:
                description: >-
                  What the person is there today: `head` heads its research group (教研组长), `leader` leads it
                  (备课组长), `member` belongs to it (组员), `reader` did so at another time or supervises it.
                type: string
                enum: [head, leader, member, reader]
            additionalProperties: false
        scopes: {$ref: "#/components/schemas/TokenScopes"}
        expiresAt:
          description: When the token ends at the latest.
          $ref: "#/components/schemas/Instant"
        serverVersion: {type: string}
        time:
          description: >-
            The server's clock, by which a laptop notices that its own is off; nothing is decided by it.
          $ref: "#/components/schemas/Instant"
      additionalProperties: false
    School:
      description: A school (学校), which documents belong to.
      type: object
      required: [id, name]
      properties:
        id: {$ref: "#/components/schemas/SchoolId"}
        name: {type: string, minLength: 1, maxLength: 200}
        district:
          description: The district (区县) that it belongs to.
          $ref: "#/components/schemas/DistrictId"
      additionalProperties: false
    SchoolList:
      type: object
      required: [items]
      properties:
        items:
          type: array
          items: {$ref: "#/components/schemas/School"}
      additionalProperties: false
    NewSchool:
      description: A school to be made; without an id the server chooses one.
      type: object
      required: [name]
      properties:
        id:
          anyOf:
            - {$ref: "#/components/schemas/SchoolId"}
            - {type: "null"}
        name: {type: string, minLength: 1, maxLength: 200}
        district:
          description: The district (区县) that it belongs to.
          anyOf:
            - {$ref: "#/components/schemas/DistrictId"}
            - {type: "null"}
      additionalProperties: false
    District:
      description: A district (区县), which schools may belong to.
      type: object
      required: [id, name]
      properties:
        id: {$ref: "#/components/schemas/DistrictId"}
        name: {type: string, minLength: 1, maxLength: 200}
      additionalProperties: false
    DistrictList:
      type: object
      required: [items]
      properties:
        items:
          type: array
          items: {$ref: "#/components/schemas/District"}
      additionalProperties: false

    LogIn:
      description: A password, or an activation code and the password that it sets.
      type: object
      required: [login]
      properties:
        login:
          description: As in the account; capitals don't matter.
          type: string
          minLength: 1
        password: {type: string, format: password, minLength: 1}
        activationCode:
          description: Small letters, missing dashes, O for 0 and I or L for 1 don't matter.
          type: string
          minLength: 1
        newPassword:
          description: None that anybody would try first.
          type: string
          format: password
          minLength: 10
          maxLength: 128
        device:
          description: >-
            What an earlier log-in from this device gave; with it, strangers' guesses don't slow its owner down.
          type: [string, "null"]
        name:
          description: What the session is called in lists, such as the laptop's name.
          type: [string, "null"]
      oneOf:
        - required: [password]
        - required: [activationCode, newPassword]
      additionalProperties: false
      examples:
        - {login: zhoumingyuan@3100000001, password: 芦苇 铜锣 半勺盐, device: q7Wm2dYx}
        - {login: taoran@3100000001, activationCode: K7QF-2M9X-TD4H-6RWB, newPassword: 石桥 烤饼 二十里 雨靴}
    SessionMade:
      description: A person who logged in.
      type: object
      required: [token, expiresAt, device, me]
      properties:
        token: {$ref: "#/components/schemas/TokenText"}
        expiresAt:
          description: When the token ends at the latest.
          $ref: "#/components/schemas/Instant"
        device:
          description: Opaque; to be sent with the next log-in from this device.
          type: string
        me: {$ref: "#/components/schemas/Me"}
      additionalProperties: false
    AccountRole:
      description: >-
        The roles (角色) that a person's account can have. Who leads a group or heads a research group stands in
        the group's own document, with dates.
      type: string
      enum: [teacher, school-admin, district-admin, server]
    Account:
      description: |
        Somebody, or another system, that may have tokens (账号). What they may do in a group does not stand here:
        it follows from the group's own members.
      type: object
      required: [id, name, role, activated, disabled, createdAt]
      properties:
        id: {$ref: "#/components/schemas/DocumentId"}
        login:
          description: Absent for accounts that only have tokens.
          $ref: "#/components/schemas/LoginName"
        name:
          description: What others see as the author.
          type: string
        role: {$ref: "#/components/schemas/Roles"}
        school: {$ref: "#/components/schemas/SchoolId"}
        district:
          description: The one that the account administers.
          $ref: "#/components/schemas/DistrictId"
        teacherId:
          description: The document of the teacher that the person is.
          $ref: "#/components/schemas/DocumentId"
        activated:
          description: Whether a password has been set.
          type: boolean
        disabled:
          description: A disabled account can't log in, and its tokens count no more.
          type: boolean
        createdAt: {$ref: "#/components/schemas/Instant"}
      additionalProperties: false
    AccountPage:
      type: object
      required: [items]
      properties:
        items:
          type: array
          items: {$ref: "#/components/schemas/Account"}
        next:
          description: Opaque, for `cursor`; absent on the last page.
          type: string
      additionalProperties: false
    NewAccount:
      description: An account to be made for a person.
      type: object
      required: [login, name, role]
      properties:
        login:
          description: The part before the `@`.
          type: string
          pattern: "^[0-9a-z._-]{2,32}$"
        name: {type: string, minLength: 1, maxLength: 50}
        role: {$ref: "#/components/schemas/AccountRole"}
        school:
          description: By default the caller's own.
          anyOf:
            - {$ref: "#/components/schemas/SchoolId"}
            - {type: "null"}
        district:
          description: Only for a district's administrator.
          anyOf:
            - {$ref: "#/components/schemas/DistrictId"}
            - {type: "null"}
        teacherId:
          description: The document of the teacher that the person is.
          anyOf:
            - {$ref: "#/components/schemas/DocumentId"}
            - {type: "null"}
        codeMinutes: {$ref: "#/components/schemas/CodeMinutes"}
      additionalProperties: false
    AccountMade:
      type: object
      required: [account, activation]
      properties:
        account: {$ref: "#/components/schemas/Account"}
        activation: {$ref: "#/components/schemas/Activation"}
      additionalProperties: false
    AccountChange:
      description: What is to be different about an account; what is absent stays.
      type: object
      properties:
        name: {type: string, minLength: 1, maxLength: 50}
        role: {$ref: "#/components/schemas/AccountRole"}
        teacherId:
          description: "`null` takes it away."
          anyOf:
            - {$ref: "#/components/schemas/DocumentId"}
            - {type: "null"}
        disabled: {type: boolean}
      additionalProperties: false
    CodeMinutes:
      description: How long the activation code can be used, from 10 minutes to 72 hours.
      type: [integer, "null"]
      minimum: 10
      maximum: 4320
      default: 1440
    NewActivation:
      type: object
      properties:
        codeMinutes: {$ref: "#/components/schemas/CodeMinutes"}
      additionalProperties: false
    Activation:
      description: A code with which a person sets a password, once. Shown only when it is made.
      type: object
      required: [code, expiresAt]
      properties:
        code:
          type: string
          pattern: "^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$"
        expiresAt: {$ref: "#/components/schemas/Instant"}
      additionalProperties: false
    TokenScope:
      description: |
        One thing that a token of another system may do: `<kind>:<access>`, where score sheets are called
        `scores` and `documents` stands for every kind but those with rows about students, which must be named;
        `sync` for the routes of sync, within the other scopes; `reports:read` for figures that are merged from
        many rows. `write` is `read` and create, change, delete, restore and hand in; `approve` is `write` and
        return, approve and archive.
      type: string
      pattern: "^(sync|reports:read|[a-z]+(-[a-z]+)*:(read|write|approve))$"
      examples: ["documents:read", "plans:approve", "scores:write", sync, "reports:read"]
    TokenScopes:
      description: What the token of another system may do.
      type: array
      items: {$ref: "#/components/schemas/TokenScope"}
      uniqueItems: true
    TokenInfo:
      description: A token (令牌) without its secret, which is shown once, when it is made.
      type: object
      required: [id, kind, name, role, createdAt]
      properties:
        id: {$ref: "#/components/schemas/DocumentId"}
        kind:
          description: >-
            `session` of a person who logged in, `integration` of another system, `machine` made at the server's
            own machine.
          type: string
          enum: [session, integration, machine]
        name: {type: string}
        accountId: {$ref: "#/components/schemas/DocumentId"}
        role: {$ref: "#/components/schemas/Roles"}
        school: {$ref: "#/components/schemas/SchoolId"}
        scopes: {$ref: "#/components/schemas/TokenScopes"}
        createdAt: {$ref: "#/components/schemas/Instant"}
        expiresAt: {$ref: "#/components/schemas/Instant"}
        lastUsedAt:
          description: To the minute.
          $ref: "#/components/schemas/Instant"
      additionalProperties: false
    TokenPage:
      type: object
      required: [items]
      properties:
        items:
          type: array
          items: {$ref: "#/components/schemas/TokenInfo"}
        next:
          description: Opaque, for `cursor`; absent on the last page.
          type: string
      additionalProperties: false
    NewIntegration:
      description: A token to be made for another system.
      type: object
      required: [name, scopes]
      properties:
        name: {type: string, minLength: 1, maxLength: 100}
        scopes:
          description: What the other system may do; a scope that stands twice counts once.
          type: array
          minItems: 1
          items: {$ref: "#/components/schemas/TokenScope"}
        days:
          description: How long it works.
          type: [integer, "null"]
          minimum: 1
          maximum: 365
          default: 365
        school:
          description: By default the caller's own.
          anyOf:
            - {$ref: "#/components/schemas/SchoolId"}
            - {type: "null"}
      additionalProperties: false
    TokenMade:
      type: object
      required: [token, info]
      properties:
        token: {$ref: "#/components/schemas/TokenText"}
        info: {$ref: "#/components/schemas/TokenInfo"}
        oldExpiresAt:
          description: "After a rotation: how long the old token still works."
          $ref: "#/components/schemas/Instant"
      additionalProperties: false
    AuditEntry:
      description: |
        One line of the record (审计): who did what to what, when, in which request. It names accounts and
        documents by their ids and holds no value of a document.
      type: object
      required: [place, at, action, requestId, hash]
      properties:
        place:
          description: >-
            Its place in the record, the number of the change and that of the event after it, 0 for the change.
          type: string
          pattern: '^[0-9]+\.[0-9]+$'
          examples: ["1207.3"]
        at: {$ref: "#/components/schemas/Instant"}
        action: {$ref: "#/components/schemas/AuditActions"}
        accountId:
          description: Absent where nobody was known.
          type: string
        accountName:
          description: >-
            What the account logs in with, or is named where it never does; absent for one that is not of this
            record's school or district.
          type: string
        kind:
          description: What the action was about, a kind of document, `accounts`, `tokens` and the like.
          type: string
        id: {type: string}
        rev: {$ref: "#/components/schemas/Rev"}
        detail:
          description: >-
            The route of a refusal, the scopes of a token, the role of an account, which members of an account were
            changed (`enabled` where it was let in again), and the like.
          type: string
        requestId:
          description: As in `X-Request-Id`.
          type: string
        hash:
          description: SHA-256 of this entry and, through the one before it, of all before it.
          type: string
          pattern: "^[0-9a-f]{64}$"
      additionalProperties: false
    AuditPage:
      type: object
      required: [items]
      properties:
        items:
          type: array
          items: {$ref: "#/components/schemas/AuditEntry"}
        next:
          description: Opaque, for `cursor`; absent on the last page.
          type: string
      additionalProperties: false

    Descriptor:
      description: A list of codes (代码表).
      type: object
      required: [name, label, entries]
      properties:
        name: {$ref: "#/components/schemas/DescriptorName"}
        label: {$ref: "#/components/schemas/Text"}
        entries:
          type: array
          items:
            type: object
            required: [code, label, maps]
            properties:
              code: {type: string}
              label: {$ref: "#/components/schemas/Text"}
              maps:
                description: The same thing in other code systems.
                type: array
                items:
                  type: object
                  required: [system, code, verified]
                  properties:
                    system: {type: string}
                    code: {type: string}
                    verified:
                      description: Whether it was checked against the standard or two independent sources.
                      type: boolean
                  additionalProperties: false
            additionalProperties: false
      additionalProperties: false
    DescriptorList:
      type: object
      required: [items]
      properties:
        items:
          type: array
          items: {$ref: "#/components/schemas/Descriptor"}
      additionalProperties: false

    DocumentPage:
      type: object
      required: [items]
      properties:
        items:
          type: array
          items: {$ref: "#/components/schemas/Document"}
        next:
          description: Opaque, for `cursor`; absent on the last page.
          type: string
      additionalProperties: false
    HistoryPage:
      type: object
      required: [items]
      properties:
        items:
          type: array
          items: {$ref: "#/components/schemas/Change"}
        next:
          description: The last rev of the page, for `before`; absent on the last page.
          type: string
          pattern: "^[0-9]+$"
      additionalProperties: false
    MergePatch:
      description: Members of the body to be changed (RFC 7396); `null` takes one away.
      type: object
    Transition:
      description: Where a document that is handed in is to go.
      type: object
      required: [to]
      properties:
        to: {$ref: "#/components/schemas/DocumentStates"}
        comment:
          anyOf:
            - {$ref: "#/components/schemas/Comment"}
            - {type: "null"}
      additionalProperties: false
    Comment:
      description: |
        What is said with a transition; no control characters but tab and line break. Only entries of a history have
        it beside a document.
      type: string
      maxLength: 2000
    SinceEpoch:
      description: |
        In the feed: written since the server's present epoch began; then it is true, and absent otherwise. What is
        not marked was there before the last restore of a backup.
      type: boolean
    LastTransition:
      description: |
        In the feed: the last time that the document was handed in, returned, approved or archived, by whom, and
        what they said.
      type: object
      required: [to, at, by]
      properties:
        to: {$ref: "#/components/schemas/DocumentStates"}
        at: {$ref: "#/components/schemas/Instant"}
        by: {type: string}
        comment: {$ref: "#/components/schemas/Comment"}
      additionalProperties: false
    Tombstone:
      description: What is left of a deleted document.
      type: object
      required: [rev, updatedAt, updatedBy]
      properties:
        rev: {$ref: "#/components/schemas/Rev"}
        updatedAt: {$ref: "#/components/schemas/Instant"}
        updatedBy: {type: string}
      additionalProperties: false

    Mutation:
      description: |
        One change that a client asks for. `create`, `update` and `restore` need a `body`, a `transition`
        needs `to`, and all but `create` need `base`.
      type: object
      required: [n, op, kind, id]
      properties:
        n:
          description: Counts the client's mutations 1, 2, 3 … without gaps.
          type: integer
          minimum: 1
        op: {type: string, enum: [create, update, delete, restore, transition]}
        kind: {$ref: "#/components/schemas/KindName"}
        id: {$ref: "#/components/schemas/DocumentId"}
        base:
          description: The rev that the change was made on, as the server told it.
          type: [integer, "null"]
          minimum: 1
        body:
          anyOf:
            - {$ref: "#/components/schemas/Body"}
            - {type: "null"}
        to:
          anyOf:
            - {$ref: "#/components/schemas/DocumentStates"}
            - {type: "null"}
        comment:
          anyOf:
            - {$ref: "#/components/schemas/Comment"}
            - {type: "null"}
      additionalProperties: false
    PushRequest:
      type: object
      required: [client, mutations]
      properties:
        client:
          description: Made when a workspace is made; belongs to the account that used it first.
          $ref: "#/components/schemas/DocumentId"
        epoch:
          description: The epoch that the client knows; `null` before its first sync.
          type: [string, "null"]
        mutations:
          type: array
          maxItems: 500
          items: {$ref: "#/components/schemas/Mutation"}
      additionalProperties: false
    PushResponse:
      type: object
      required: [epoch, lastN, results]
      properties:
        epoch: {type: string}
        lastN:
          description: The last mutation of the client that was taken.
          type: integer
          minimum: 0
        results:
          type: array
          items: {$ref: "#/components/schemas/PushResult"}
      additionalProperties: false
    PushResult:
      description: What came of one mutation, for good.
      type: object
      required: [n, status]
      properties:
        n: {type: integer, minimum: 1}
        status: {type: integer, enum: [200, 201, 403, 404, 409, 410, 412, 413, 422]}
        rev: {$ref: "#/components/schemas/Rev"}
        replayed:
          description: The mutation had been taken before; this is what came of it then.
          type: boolean
        problem:
          description: Why it was refused. `current` and `tombstone` are as they are now.
          $ref: "#/components/schemas/Problem"
        warnings: {$ref: "#/components/schemas/Warnings"}
      additionalProperties: false
    Deletion:
      description: A deleted document in the feed or a history.
      type: object
      required: [kind, id, rev, deleted, updatedAt, updatedBy]
      properties:
        kind: {$ref: "#/components/schemas/KindName"}
        id: {$ref: "#/components/schemas/DocumentId"}
        rev: {$ref: "#/components/schemas/Rev"}
        deleted: {const: true}
        updatedAt: {$ref: "#/components/schemas/Instant"}
        updatedBy: {type: string}
        sinceEpoch: {$ref: "#/components/schemas/SinceEpoch"}
        comment: {$ref: "#/components/schemas/Comment"}
      additionalProperties: false
    Change:
      description: |
        A document or a tombstone, with what is known of how it came there: in the feed `sinceEpoch` and `transition`,
        in a history `comment`.
      oneOf:
        - {$ref: "#/components/schemas/Document"}
        - {$ref: "#/components/schemas/Deletion"}
    ChangesPage:
      type: object
      required: [changes, cursor, hasMore, epoch]
      properties:
        changes:
          type: array
          items: {$ref: "#/components/schemas/Change"}
        cursor:
          description: Opaque; stands for everything up to the last change that was looked at.
          type: string
        hasMore: {type: boolean}
        epoch:
          description: Changes when the server is restored from a backup.
          type: string
      additionalProperties: false

    ImportResult:
      description: What an import of marks changed, or with a dry run would change.
      type: object
      required: [dryRun, encoding, sheets, notes]
      properties:
        dryRun: {type: boolean}
        encoding:
          description: How the file was read.
          type: string
        sheets:
          type: array
          items:
            type: object
            required: [classId, label, id, rows, added, changed, removed]
            properties:
              classId: {$ref: "#/components/schemas/DocumentId"}
              label:
                description: What the class is called in the test's school year.
                type: string
              id:
                description: The score sheet's id.
                $ref: "#/components/schemas/DocumentId"
              rev: {$ref: "#/components/schemas/Rev"}
              rows: {type: integer, minimum: 0}
              added: {type: integer, minimum: 0}
              changed: {type: integer, minimum: 0}
              removed: {type: integer, minimum: 0}
            additionalProperties: false
        notes:
          description: What was put right on the way in, and what was passed over.
          type: array
          items: {type: string}
      additionalProperties: false

    RateBasis:
      description: >-
        What rates are a share of, `tested` present students or `enrolled` ones (present, absent, void).
      type: string
      enum: [tested, enrolled]
      default: tested
    UndefinedReason:
      description: Why a figure is `null`.
      type: string
      enum: [no-students, too-few, zero-variance, zero-mean, no-repeated-score, too-few-to-show]
    Reasons:
      description: The reason beside each figure that is `null`, by its name.
      type: object
      additionalProperties: {$ref: "#/components/schemas/UndefinedReason"}
    Rate:
      type: object
      required: [count, rate, ofEnrolled]
      properties:
        count: {type: integer, minimum: 0}
        rate:
          description: By the basis that the answer names.
          type: [number, "null"]
        ofEnrolled: {type: [number, "null"]}
      additionalProperties: false
    LevelStatistics:
      description: The level of some students in one test. Marks are in the test's marks, rates are shares.
      type: object
      required: [n, enrolled, status, testedRate, mean, scoreRate, paperDifficulty, max, min, range, median,
        q1, q3, mode, sdPopulation, sdSample, cvPopulation, cvSample, skewnessPopulation, skewnessSample,
        kurtosisPopulation, kurtosisSample, upperThird, lowerThird, rates, grades, bands, unreliable, reasons]
      properties:
        n:
          description: How many were present.
          type: [integer, "null"]
          minimum: 0
        enrolled:
          description: How many were to be present.
          type: [integer, "null"]
          minimum: 0
        status:
          description: Students by what became of their test (参考情况).
          type: [object, "null"]
          required: [present, absent, exempt, deferred, void, transferred]
          properties:
            present: {type: integer, minimum: 0}
            absent: {type: integer, minimum: 0}
            exempt: {type: integer, minimum: 0}
            deferred: {type: integer, minimum: 0}
            void: {type: integer, minimum: 0}
            transferred: {type: integer, minimum: 0}
          additionalProperties: false
        testedRate:
          description: Present of those who were to be.
          type: [number, "null"]
        mean:
          description: Mean (平均分).
          type: [number, "null"]
        scoreRate:
          description: Mean by full mark (得分率).
          type: [number, "null"]
        paperDifficulty:
          description: The same as the score rate; higher is easier (难度).
          type: [number, "null"]
        max:
          description: Highest mark.
          type: [number, "null"]
        min:
          description: Lowest mark.
          type: [number, "null"]
        range:
          description: Highest less lowest (全距).
          type: [number, "null"]
        median:
          description: Median (中位数).
          type: [number, "null"]
        q1:
          description: First quartile, type 7.
          type: [number, "null"]
        q3:
          description: Third quartile, type 7.
          type: [number, "null"]
        mode:
          description: Every mark that occurs most often (众数), ascending.
          type: [array, "null"]
          items: {type: number}
        sdPopulation:
          description: Standard deviation (标准差) with n.
          type: [number, "null"]
        sdSample:
          description: Standard deviation with n − 1.
          type: [number, "null"]
        cvPopulation:
          description: Coefficient of variation (差异系数), a fraction.
          type: [number, "null"]
        cvSample:
          description: The same from the sample's deviation.
          type: [number, "null"]
        skewnessPopulation:
          description: Skewness g1 (偏度).
          type: [number, "null"]
        skewnessSample:
          description: Skewness G1.
          type: [number, "null"]
        kurtosisPopulation:
          description: Excess kurtosis g2 (峰度).
          type: [number, "null"]
        kurtosisSample:
          description: Excess kurtosis G2.
          type: [number, "null"]
        upperThird:
          description: Mean of the best third (前三分之一), rounded up to whole students.
          type: [number, "null"]
        lowerThird:
          description: Mean of the worst third (后三分之一).
          type: [number, "null"]
        rates:
          type: [object, "null"]
          required: [excellent, goodBand, goodOrAbove, pass, low]
          properties:
            excellent: {$ref: "#/components/schemas/Rate", description: 优秀率}
            goodBand: {$ref: "#/components/schemas/Rate", description: 良好率; good and not excellent}
            goodOrAbove: {$ref: "#/components/schemas/Rate", description: 优良率}
            pass: {$ref: "#/components/schemas/Rate", description: 合格率}
            low: {$ref: "#/components/schemas/Rate", description: 低分率}
          additionalProperties: false
        grades:
          description: Grades (等级) by the thresholds, never by rank.
          type: [object, "null"]
          required: [A, B, C, D]
          properties:
            A: {type: integer, minimum: 0}
            B: {type: integer, minimum: 0}
            C: {type: integer, minimum: 0}
            D: {type: integer, minimum: 0}
          additionalProperties: false
        bands:
          description: >-
            Marks of at least `from` and less than `to` (分数段) from the top; the full mark is its own.
          type: [array, "null"]
          items:
            type: object
            required: [from, to, count]
            properties:
              from: {type: number, minimum: 0}
              to: {type: number, minimum: 0}
              count: {type: integer, minimum: 0}
            additionalProperties: false
        unreliable:
          description: Names of figures that rest on too few students to rely on.
          type: array
          items: {type: string}
        reasons: {$ref: "#/components/schemas/Reasons"}
      additionalProperties: false
    Thresholds:
      description: Shares of the full mark, 0 < low ≤ pass ≤ good ≤ excellent ≤ 1 (分数线).
      type: object
      required: [excellent, good, pass, low]
      properties:
        excellent: {type: number, minimum: 0, maximum: 1}
        good: {type: number, minimum: 0, maximum: 1}
        pass: {type: number, minimum: 0, maximum: 1}
        low: {type: number, minimum: 0, maximum: 1}
      additionalProperties: false
    TestStatistics:
      description: The level of a test's students (质量分析), together and by class.
      type: object
      required: [testId, title, fullMark, thresholds, conventions, all, classes, targets, withheld]
      properties:
        testId: {$ref: "#/components/schemas/DocumentId"}
        title: {type: string}
        fullMark: {type: number}
        thresholds: {$ref: "#/components/schemas/Thresholds"}
        conventions:
          description: How the figures are meant.
          type: object
          required: [sd, quantiles, thresholds, basis, bandWidth, rounding]
          properties:
            sd: {type: string}
            quantiles: {type: string}
            thresholds: {type: string}
            basis: {$ref: "#/components/schemas/RateBasis"}
            bandWidth: {type: integer, minimum: 1}
            rounding: {type: string}
          additionalProperties: false
        all:
          description: The chosen classes together.
          $ref: "#/components/schemas/LevelStatistics"
        classes:
          type: array
          items:
            type: object
            required: [label, statistics, overAverage, reasons]
            properties:
              classId:
                description: Absent where several classes are told of together.
                $ref: "#/components/schemas/DocumentId"
              label: {$ref: "#/components/schemas/Text"}
              sheetId: {$ref: "#/components/schemas/DocumentId"}
              atom:
                description: For who may not see rows, the classes that are told of together, be it one.
                type: array
                items: {$ref: "#/components/schemas/DocumentId"}
              statistics: {$ref: "#/components/schemas/LevelStatistics"}
              overAverage:
                description: The class's mean over that of all tested students of the test, as a share (超均率).
                type: [number, "null"]
              reasons: {$ref: "#/components/schemas/Reasons"}
            additionalProperties: false
        targets:
          description: Figures to be reached (质量目标), and what was reached.
          type: array
          items:
            type: object
            required: [metric, target, actual, difference, met, reasons]
            properties:
              metric: {$ref: "#/components/schemas/LevelMetrics"}
              target: {type: number}
              actual: {type: [number, "null"]}
              difference: {type: [number, "null"]}
              met:
                description: At least the target; for the low rate, at most.
                type: [boolean, "null"]
              reasons: {$ref: "#/components/schemas/Reasons"}
            additionalProperties: false
        withheld:
          description: How many schools had so few tested students that nothing is told of them.
          type: integer
          minimum: 0
      additionalProperties: false

    Problem:
      description: Why a request was not done (RFC 9457).
      type: object
      required: [type, title, status]
      properties:
        type: {$ref: "#/components/schemas/ProblemType"}
        title: {type: string}
        status: {type: integer, minimum: 400, maximum: 599}
        detail: {type: string}
        requestId:
          description: As in `X-Request-Id`; absent in the results of a push, which have that of the push.
          type: string
        errors:
          description: >-
            What is wrong with the body that was sent: all of it, up to a hundred things, in a result of a push fewer.
          type: array
          items: {$ref: "#/components/schemas/ProblemDetail"}
        more:
          description: How many more things are wrong than `errors` names.
          type: integer
          minimum: 1
        current:
          description: |
            `stale-base`: the document as it is now, where it is not deleted; or where to fetch it, when the answer to
            a push had no room left for it.
          oneOf:
            - {$ref: "#/components/schemas/Document"}
            - {$ref: "#/components/schemas/DocumentElsewhere"}
        tombstone:
          description: "`gone`, and `stale-base` of a deleted document: who deleted it and when."
          $ref: "#/components/schemas/Tombstone"
        existing:
          description: "`duplicate`: the document that is there."
          $ref: "#/components/schemas/DocumentId"
        use:
          description: "`in-use`: what names the document."
          $ref: "#/components/schemas/Use"
        lastN:
          description: "`mutation-gap`: the last mutation that was taken."
          type: integer
          minimum: 0
        reason:
          description: "`cursor-gone`: why."
          type: string
          enum: [retention, epoch, scope]
        restart:
          description: "`cursor-gone`: where to begin again."
          type: string
      additionalProperties: false
    DocumentElsewhere:
      description: Where a document is.
      type: object
      required: [href]
      properties:
        href:
          description: The path to fetch it from.
          type: string
      additionalProperties: false
    ProblemDetail:
      type: object
      required: [pointer, code, detail]
      properties:
        pointer:
          description: The place in the body as a JSON pointer (RFC 6901).
          type: string
        code:
          description: A stable word for programs.
          type: string
        detail: {type: string}
        row:
          description: The record in an imported file; the header is record 1.
          type: integer
          minimum: 1
        column: {type: string}
        sheet: {type: string}
      additionalProperties: false
    DocumentWarnings:
      type: object
      required: [warnings]
      properties:
        warnings: {$ref: "#/components/schemas/Warnings"}
      additionalProperties: false
    Use:
      description: What names a document that was to be deleted.
      type: object
      required: [count, documents]
      properties:
        count:
          description: How many documents, and of a teacher accounts, there are.
          type: integer
          minimum: 1
        documents:
          description: The first of them that the caller may read.
          type: array
          maxItems: 10
          items:
            type: object
            required: [kind, id]
            properties:
              kind: {$ref: "#/components/schemas/KindName"}
              id: {$ref: "#/components/schemas/DocumentId"}
            additionalProperties: false
      additionalProperties: false
    Warnings:
      description: >-
        What was taken and should be looked at all the same, such as a phone number in a text. Only in answers to a
        write.
      type: array
      items: {$ref: "#/components/schemas/ProblemDetail"}

    # Generated from the forms of Sources/Shared by `make docs`: begin
    KindName:
      type: string
      enum: [terms, classes, teachers, research-groups, settings, groups, duties, plans, tests, minutes, score-sheets, test-reports]
    TermsBody:
      title: TermsBody
      description: "学期 · Term"
      type: object
      required: [code, firstDay, weeks]
      properties:
        code:
          description: "学期 · Term"
          $ref: "#/components/schemas/TermCode"
        firstDay:
          description: "开学第一天 · First day"
          $ref: "#/components/schemas/Day"
        weeks:
          description: "周数 · Weeks"
          type: integer
          minimum: 1
          maximum: 30
        holidays:
          description: "节假日 · Holidays"
          type: array
          maxItems: 40
          items:
            type: object
            required: [name, from, "to"]
            properties:
              name:
                description: "名称 · Name"
                $ref: "#/components/schemas/OneLine"
                maxLength: 200
              from:
                description: "起 · From"
                $ref: "#/components/schemas/Day"
              "to":
                description: "止 · To"
                $ref: "#/components/schemas/Day"
            additionalProperties: false
          x-merge-key: [name]
        makeUpDays:
          description: "调休上课日 · Make-up days"
          type: array
          maxItems: 40
          items:
            type: object
            required: [day, teaches]
            properties:
              day:
                description: "日期 · Day"
                $ref: "#/components/schemas/Day"
              teaches:
                description: "按星期几上课 · Taught as weekday"
                type: integer
                minimum: 1
                maximum: 7
            additionalProperties: false
          x-merge-key: [day]
        externalIds:
          description: "外部编号 · External ids"
          type: array
          maxItems: 20
          items:
            type: object
            required: [system, value]
            properties:
              system:
                description: "系统 · System"
                type: string
                pattern: "^[0-9A-Za-z_.-]{1,64}$"
              value:
                description: "编号 · Value"
                $ref: "#/components/schemas/OneLine"
                maxLength: 200
            additionalProperties: false
          x-merge-key: [system]
      additionalProperties: false
      x-natural-key: [code]
      examples:
      - code: "2023-2024-2"
        externalIds:
        - system: oneroster
          value: term-2024-spring
        firstDay: "2024-02-26"
        holidays:
        - from: "2024-04-04"
          name: "清明节"
          "to": "2024-04-06"
        - from: "2024-05-01"
          name: "劳动节"
          "to": "2024-05-05"
        - from: "2024-06-08"
          name: "端午节"
          "to": "2024-06-10"
        makeUpDays:
        - day: "2024-04-07"
          teaches: 5
        - day: "2024-04-28"
          teaches: 4
        - day: "2024-05-11"
          teaches: 5
        weeks: 18
    TermsDocument:
      type: object
      title: TermsDocument
      description: "学期 · Term"
      required: [kind, "id", school, rev, createdAt, updatedAt, updatedBy, body]
      properties:
        kind:
          const: terms
        "id":
          $ref: "#/components/schemas/DocumentId"
        school:
          $ref: "#/components/schemas/SchoolId"
        rev:
          $ref: "#/components/schemas/Rev"
        createdAt:
          $ref: "#/components/schemas/Instant"
        updatedAt:
          $ref: "#/components/schemas/Instant"
        updatedBy:
          type: string
        body:
          $ref: "#/components/schemas/TermsBody"
        warnings:
          $ref: "#/components/schemas/Warnings"
        sinceEpoch:
          $ref: "#/components/schemas/SinceEpoch"
        comment:
          $ref: "#/components/schemas/Comment"
      additionalProperties: false
    ClassesBody:
      title: ClassesBody
      description: "班级 · Class"
      type: object
      required: [stage, entryYear, number]
      properties:
        stage:
          description: "学段 · Stage"
          $ref: "#/components/schemas/Stages"
        entryYear:
          description: "入学年份 · Year of entry"
          type: integer
          minimum: 1990
          maximum: 2150
        number:
          description: "班号 · Number"
          type: integer
          minimum: 1
          maximum: 60
        size:
          description: "人数 · Pupils"
          type: integer
          minimum: 0
          maximum: 200
        externalIds:
          description: "外部编号 · External ids"
          type: array
          maxItems: 20
          items:
            type: object
            required: [system, value]
            properties:
              system:
                description: "系统 · System"
                type: string
                pattern: "^[0-9A-Za-z_.-]{1,64}$"
              value:
                description: "编号 · Value"
                $ref: "#/components/schemas/OneLine"
                maxLength: 200
            additionalProperties: false
          x-merge-key: [system]
      additionalProperties: false
      x-natural-key: [stage, entryYear, number]
      examples:
      - entryYear: 2019
        externalIds:
        - system: oneroster
          value: class-2019-03
        number: 3
        size: 41
        stage: primary
    ClassesDocument:
      type: object
      title: ClassesDocument
      description: "班级 · Class"
      required: [kind, "id", school, rev, createdAt, updatedAt, updatedBy, body]
      properties:
        kind:
          const: classes
        "id":
          $ref: "#/components/schemas/DocumentId"
        school:
          $ref: "#/components/schemas/SchoolId"
        rev:
          $ref: "#/components/schemas/Rev"
        createdAt:
          $ref: "#/components/schemas/Instant"
        updatedAt:
          $ref: "#/components/schemas/Instant"
        updatedBy:
          type: string
        body:
          $ref: "#/components/schemas/ClassesBody"
        warnings:
          $ref: "#/components/schemas/Warnings"
        sinceEpoch:
          $ref: "#/components/schemas/SinceEpoch"
        comment:
          $ref: "#/components/schemas/Comment"
      additionalProperties: false
    TeachersBody:
      title: TeachersBody
      description: "教师 · Teacher"
      type: object
      required: [name]
      properties:
        name:
          description: "姓名 · Name"
          $ref: "#/components/schemas/OneLine"
          maxLength: 50
        code:
          description: "工号 · Staff number"
          type: string
          pattern: "^[0-9A-Za-z_.-]{1,32}$"
        gender:
          description: "性别 · Gender"
          $ref: "#/components/schemas/Genders"
        birthYear:
          description: "出生年份 · Year of birth"
          type: integer
          minimum: 1930
          maximum: 2030
        entryYear:
          description: "任教年份 · Teaching since"
          type: integer
          minimum: 1950
          maximum: 2100
        degree:
          description: "学历 · Degree"
          $ref: "#/components/schemas/Degrees"
        title:
          description: "职称 · Title"
          $ref: "#/components/schemas/OneLine"
          maxLength: 200
        honours:
          description: "荣誉称号 · Honours"
          type: array
          maxItems: 50
          items:
            $ref: "#/components/schemas/OneLine"
            maxLength: 200
        subjects:
          description: "任教学科 · Subjects"
          type: array
          maxItems: 17
          items:
            $ref: "#/components/schemas/Subjects"
          uniqueItems: true
        externalIds:
          description: "外部编号 · External ids"
          type: array
          maxItems: 20
          items:
            type: object
            required: [system, value]
            properties:
              system:
                description: "系统 · System"
                type: string
                pattern: "^[0-9A-Za-z_.-]{1,64}$"
              value:
                description: "编号 · Value"
                $ref: "#/components/schemas/OneLine"
                maxLength: 200
            additionalProperties: false
          x-merge-key: [system]
      additionalProperties: false
      x-natural-key: [code]
      examples:
      - birthYear: 1985
        code: SX0107
        degree: "20"
        entryYear: 2007
        externalIds:
        - system: oneroster
          value: user-0107
        gender: "1"
        honours:
        - "区级骨干教师"
        - "校优秀备课组长"
        name: "周明远"
        subjects:
        - mathematics
        - science
        title: "一级教师"
    TeachersDocument:
      type: object
      title: TeachersDocument
      description: "教师 · Teacher"
      required: [kind, "id", school, rev, createdAt, updatedAt, updatedBy, body]
      properties:
        kind:
          const: teachers
        "id":
          $ref: "#/components/schemas/DocumentId"
        school:
          $ref: "#/components/schemas/SchoolId"
        rev:
          $ref: "#/components/schemas/Rev"
        createdAt:
          $ref: "#/components/schemas/Instant"
        updatedAt:
          $ref: "#/components/schemas/Instant"
        updatedBy:
          type: string
        body:
          $ref: "#/components/schemas/TeachersBody"
        warnings:
          $ref: "#/components/schemas/Warnings"
        sinceEpoch:
          $ref: "#/components/schemas/SinceEpoch"
        comment:
          $ref: "#/components/schemas/Comment"
      additionalProperties: false
    ResearchGroupsBody:
      title: ResearchGroupsBody
      description: "教研组 · Research group"
      type: object
      required: [name, subject]
      properties:
        name:
          description: "名称 · Name"
          $ref: "#/components/schemas/OneLine"
          maxLength: 200
        subject:
          description: "学科 · Subject"
          $ref: "#/components/schemas/Subjects"
        heads:
          description: "历任组长 · Heads"
          type: array
          maxItems: 50
          items:
            type: object
            required: [teacherId, from]
            properties:
              teacherId:
                description: "教研组长 · Head"
                $ref: "#/components/schemas/DocumentId"
                x-refers-to: teachers
              from:
                description: "起 · From"
                $ref: "#/components/schemas/Day"
              "to":
                description: "止 · To"
                $ref: "#/components/schemas/Day"
            additionalProperties: false
          x-merge-key: [teacherId, from]
        supervisorId:
          description: "分管行政 · Supervising administrator"
          $ref: "#/components/schemas/DocumentId"
          x-refers-to: teachers
        externalIds:
          description: "外部编号 · External ids"
          type: array
          maxItems: 20
          items:
            type: object
            required: [system, value]
            properties:
              system:
                description: "系统 · System"
                type: string
                pattern: "^[0-9A-Za-z_.-]{1,64}$"
              value:
                description: "编号 · Value"
                $ref: "#/components/schemas/OneLine"
                maxLength: 200
            additionalProperties: false
          x-merge-key: [system]
      additionalProperties: false
      x-natural-key: [name]
      examples:
      - externalIds:
        - system: oneroster
          value: dept-math
        heads:
        - from: "2020-09-01"
          teacherId: "018de0a1-7c00-7202-8b01-5f0e6c1d0009"
          "to": "2023-08-31"
        - from: "2023-09-01"
          teacherId: "018de0a1-7c00-7202-8b01-5f0e6c1d0005"
        name: "数学教研组"
        subject: mathematics
        supervisorId: "018de0a1-7c00-7202-8b01-5f0e6c1d000a"
    ResearchGroupsDocument:
      type: object
      title: ResearchGroupsDocument
      description: "教研组 · Research group"
      required: [kind, "id", school, rev, createdAt, updatedAt, updatedBy, body]
      properties:
        kind:
          const: research-groups
        "id":
          $ref: "#/components/schemas/DocumentId"
        school:
          $ref: "#/components/schemas/SchoolId"
        rev:
          $ref: "#/components/schemas/Rev"
        createdAt:
          $ref: "#/components/schemas/Instant"
        updatedAt:
          $ref: "#/components/schemas/Instant"
        updatedBy:
          type: string
        body:
          $ref: "#/components/schemas/ResearchGroupsBody"
        warnings:
          $ref: "#/components/schemas/Warnings"
        sinceEpoch:
          $ref: "#/components/schemas/SinceEpoch"
        comment:
          $ref: "#/components/schemas/Comment"
      additionalProperties: false
    SettingsBody:
      title: SettingsBody
      description: "设置 · Settings"
      type: object
      required: [key]
      properties:
        key:
          description: "范围 · Scope. 总是 school · always school"
          type: string
          pattern: "^[0-9A-Za-z_.-]{1,10}$"
        timeZone:
          description: "时区 · Time zone. 如 Asia/Shanghai · e.g. Asia/Shanghai"
          $ref: "#/components/schemas/OneLine"
          maxLength: 64
        thresholds:
          description: "分数线 · Thresholds"
          type: array
          maxItems: 100
          items:
            type: object
            required: [name, grades, thresholds]
            properties:
              name:
                description: "名称 · Name"
                $ref: "#/components/schemas/OneLine"
                maxLength: 200
              grades:
                description: "年级 · Grades"
                type: array
                maxItems: 12
                items:
                  type: integer
                  minimum: 1
                  maximum: 12
                uniqueItems: true
              subject:
                description: "学科 · Subject"
                $ref: "#/components/schemas/Subjects"
              thresholds:
                description: "分数线 · Thresholds"
                type: object
                required: [excellent, good, pass, low]
                properties:
                  excellent:
                    description: "优秀线 · Excellent from"
                    type: number
                    minimum: 0
                    maximum: 1
                    x-decimals: 4
                  good:
                    description: "良好线 · Good from"
                    type: number
                    minimum: 0
                    maximum: 1
                    x-decimals: 4
                  pass:
                    description: "合格线 · Pass from"
                    type: number
                    minimum: 0
                    maximum: 1
                    x-decimals: 4
                  low:
                    description: "低分线 · Low below"
                    type: number
                    minimum: 0
                    maximum: 1
                    x-decimals: 4
                additionalProperties: false
            additionalProperties: false
          x-merge-key: [name]
        handIns:
          description: "上交要求 · Hand-ins"
          type: array
          maxItems: 40
          items:
            type: object
            required: [kind, "to"]
            properties:
              kind:
                description: "材料 · Kind"
                type: string
                pattern: "^[0-9A-Za-z_.-]{1,40}$"
              "to":
                description: "交给 · To"
                $ref: "#/components/schemas/Roles"
              dueWeek:
                description: "最迟周次 · Due in week"
                $ref: "#/components/schemas/Week"
              monthly:
                description: "每月一次 · Monthly"
                type: boolean
            additionalProperties: false
          x-merge-key: [kind]
        roleNames:
          description: "角色称呼 · Role names"
          type: array
          maxItems: 10
          items:
            type: object
            required: [role, name]
            properties:
              role:
                description: "角色 · Role"
                $ref: "#/components/schemas/Roles"
              name:
                description: "本校称呼 · Called here"
                $ref: "#/components/schemas/OneLine"
                maxLength: 50
            additionalProperties: false
          x-merge-key: [role]
        retention:
          description: "保存期限 · Kept for"
          type: array
          maxItems: 40
          items:
            type: object
            required: [kind, years]
            properties:
              kind:
                description: "材料 · Kind"
                type: string
                pattern: "^[0-9A-Za-z_.-]{1,40}$"
              years:
                description: "保存年数 · Years"
                type: integer
                minimum: 1
                maximum: 100
            additionalProperties: false
          x-merge-key: [kind]
        showsRanks:
          description: "显示名次 · Ranks are shown"
          type: boolean
      additionalProperties: false
      x-natural-key: [key]
      examples:
      - handIns:
        - dueWeek: "2"
          kind: plans
          "to": head
        - kind: minutes
          monthly: true
          "to": head
        - dueWeek: final
          kind: test-reports
          monthly: false
          "to": school-admin
        key: school
        retention:
        - kind: score-sheets
          years: 3
        roleNames:
        - name: "备课组长"
          role: leader
        - name: "教导处"
          role: school-admin
        showsRanks: false
        thresholds:
        - grades:
          - 1
          - 2
          name: "低年级"
          thresholds:
            excellent: 0.9
            good: 0.75
            low: 0.4
            pass: 0.6
        - grades:
          - 3
          - 4
          - 5
          - 6
          name: "中高年级数学"
          subject: mathematics
          thresholds:
            excellent: 0.85
            good: 0.75
            low: 0.4
            pass: 0.6
        timeZone: "Asia/Shanghai"
    SettingsDocument:
      type: object
      title: SettingsDocument
      description: "设置 · Settings"
      required: [kind, "id", school, rev, createdAt, updatedAt, updatedBy, body]
      properties:
        kind:
          const: settings
        "id":
          $ref: "#/components/schemas/DocumentId"
        school:
          $ref: "#/components/schemas/SchoolId"
        rev:
          $ref: "#/components/schemas/Rev"
        createdAt:
          $ref: "#/components/schemas/Instant"
        updatedAt:
          $ref: "#/components/schemas/Instant"
        updatedBy:
          type: string
        body:
          $ref: "#/components/schemas/SettingsBody"
        warnings:
          $ref: "#/components/schemas/Warnings"
        sinceEpoch:
          $ref: "#/components/schemas/SinceEpoch"
        comment:
          $ref: "#/components/schemas/Comment"
      additionalProperties: false
    GroupsBody:
      title: GroupsBody
      description: "备课组 · Group"
      type: object
      required: [name, schoolYear, subject, grades]
      properties:
        name:
          description: "名称 · Name"
          $ref: "#/components/schemas/OneLine"
          maxLength: 200
        schoolYear:
          description: "学年 · School year. 如 2023-2024 · e.g. 2023-2024"
          $ref: "#/components/schemas/SchoolYear"
        subject:
          description: "学科 · Subject"
          $ref: "#/components/schemas/Subjects"
        grades:
          description: "年级 · Grades"
          type: array
          maxItems: 12
          items:
            type: integer
            minimum: 1
            maximum: 12
          uniqueItems: true
        textbook:
          description: "教材 · Textbook"
          $ref: "#/components/schemas/OneLine"
          maxLength: 200
        members:
          description: "成员 · Members"
          type: array
          maxItems: 100
          items:
            type: object
            required: [teacherId, role, from]
            properties:
              teacherId:
                description: "姓名 · Teacher"
                $ref: "#/components/schemas/DocumentId"
                x-refers-to: teachers
              role:
                description: "身份 · Role"
                $ref: "#/components/schemas/GroupRoles"
              from:
                description: "起 · From"
                $ref: "#/components/schemas/Day"
              "to":
                description: "止 · To"
                $ref: "#/components/schemas/Day"
              classIds:
                description: "任教班级 · Classes taught"
                type: array
                maxItems: 30
                items:
                  $ref: "#/components/schemas/DocumentId"
                  x-refers-to: classes
                uniqueItems: true
              otherWork:
                description: "其他工作 · Other work"
                $ref: "#/components/schemas/OneLine"
                maxLength: 200
            additionalProperties: false
          x-merge-key: [teacherId, role, from]
        classIds:
          description: "班级 · Classes"
          type: array
          maxItems: 100
          items:
            $ref: "#/components/schemas/DocumentId"
            x-refers-to: classes
          uniqueItems: true
        researchGroupId:
          description: "所属教研组 · Research group"
          $ref: "#/components/schemas/DocumentId"
          x-refers-to: research-groups
        slot:
          description: "活动时间地点 · Meets"
          type: object
          required: [weekday, cadence]
          properties:
            weekday:
              description: "星期 · Weekday. 1 为星期一 · 1 is Monday"
              type: integer
              minimum: 1
              maximum: 7
            time:
              description: "时间 · Time"
              $ref: "#/components/schemas/ClockTime"
            period:
              description: "节次 · Period"
              $ref: "#/components/schemas/OneLine"
              maxLength: 200
            place:
              description: "地点 · Place"
              $ref: "#/components/schemas/OneLine"
              maxLength: 200
            cadence:
              description: "频次 · Cadence"
              $ref: "#/components/schemas/Cadences"
          additionalProperties: false
        externalIds:
          description: "外部编号 · External ids"
          type: array
          maxItems: 20
          items:
            type: object
            required: [system, value]
            properties:
              system:
                description: "系统 · System"
                type: string
                pattern: "^[0-9A-Za-z_.-]{1,64}$"
              value:
                description: "编号 · Value"
                $ref: "#/components/schemas/OneLine"
                maxLength: 200
            additionalProperties: false
          x-merge-key: [system]
      additionalProperties: false
      x-natural-key: [schoolYear, name]
      examples:
      - classIds:
        - "018de0a1-7c00-7101-8b01-5f0e6c1d0001"
        - "018de0a1-7c00-7101-8b01-5f0e6c1d0002"
        - "018de0a1-7c00-7101-8b01-5f0e6c1d0003"
        externalIds:
        - system: oneroster
          value: group-5-math
        grades:
        - 5
        members:
        - classIds:
          - "018de0a1-7c00-7101-8b01-5f0e6c1d0001"
          from: "2023-09-01"
          otherWork: "五1班班主任"
          role: leader
          teacherId: "018de0a1-7c00-7202-8b01-5f0e6c1d0001"
        - classIds:
          - "018de0a1-7c00-7101-8b01-5f0e6c1d0002"
          - "018de0a1-7c00-7101-8b01-5f0e6c1d0003"
          from: "2023-09-01"
          otherWork: "数学兴趣小组"
          role: member
          teacherId: "018de0a1-7c00-7202-8b01-5f0e6c1d0002"
        - from: "2023-09-01"
          otherWork: "下学期外出交流"
          role: member
          teacherId: "018de0a1-7c00-7202-8b01-5f0e6c1d0003"
          "to": "2024-01-31"
        - from: "2023-09-01"
          role: supervisor
          teacherId: "018de0a1-7c00-7202-8b01-5f0e6c1d000a"
        name: "五年级数学备课组"
        researchGroupId: "018de0a1-7c00-7303-8b01-5f0e6c1d0001"
        schoolYear: "2023-2024"
        slot:
          cadence: weekly
          period: "下午第二节"
          place: "三楼备课室"
          time: "14:10"
          weekday: 3
        subject: mathematics
        textbook: "苏教版五年级下册"
    GroupsDocument:
      type: object
      title: GroupsDocument
      description: "备课组 · Group"
      required: [kind, "id", school, rev, createdAt, updatedAt, updatedBy, body]
      properties:
        kind:
          const: groups
        "id":
          $ref: "#/components/schemas/DocumentId"
        school:
          $ref: "#/components/schemas/SchoolId"
        rev:
          $ref: "#/components/schemas/Rev"
        createdAt:
          $ref: "#/components/schemas/Instant"
        updatedAt:
          $ref: "#/components/schemas/Instant"
        updatedBy:
          type: string
        body:
          $ref: "#/components/schemas/GroupsBody"
        warnings:
          $ref: "#/components/schemas/Warnings"
        sinceEpoch:
          $ref: "#/components/schemas/SinceEpoch"
        comment:
          $ref: "#/components/schemas/Comment"
      additionalProperties: false
    DutiesBody:
      title: DutiesBody
      description: "职责 · Duty"
      type: object
      required: [groupId, term, theme, text, holder]
      properties:
        groupId:
          description: "备课组 · Group"
          $ref: "#/components/schemas/DocumentId"
          x-refers-to: groups
        term:
          description: "学期 · Term"
          $ref: "#/components/schemas/TermCode"
          x-refers-to: terms
        number:
          description: "序号 · Number"
          type: integer
          minimum: 1
          maximum: 200
        theme:
          description: "主题 · Theme"
          $ref: "#/components/schemas/DutyThemes"
        text:
          description: "内容 · Text"
          $ref: "#/components/schemas/Paragraphs"
          maxLength: 2000
        holder:
          description: "承担者 · Holder"
          $ref: "#/components/schemas/DutyHolders"
        target:
          description: "数量要求 · To reach"
          type: object
          required: [count, unit, period]
          properties:
            count:
              description: "数量 · Number"
              type: number
              minimum: 0
              maximum: 100000
              x-decimals: 2
            unit:
              description: "单位 · Unit"
              $ref: "#/components/schemas/OneLine"
              maxLength: 20
            period:
              description: "周期 · Period"
              $ref: "#/components/schemas/DutyPeriods"
          additionalProperties: false
        dueDay:
          description: "最迟日期 · Due on"
          $ref: "#/components/schemas/Day"
        dueWeek:
          description: "最迟周次 · Due in week"
          $ref: "#/components/schemas/Week"
        doneOn:
          description: "完成日期 · Done on"
          $ref: "#/components/schemas/Day"
        evidence:
          description: "依据 · Evidence"
          type: array
          maxItems: 50
          items:
            type: object
            required: [text]
            properties:
              text:
                description: "说明 · What"
                $ref: "#/components/schemas/OneLine"
                maxLength: 500
              address:
                description: "存放地址 · Address"
                $ref: "#/components/schemas/OneLine"
                maxLength: 1000
              sha256:
                description: "SHA-256 · SHA-256"
                type: string
                pattern: "^[0-9A-Za-z_.-]{1,64}$"
            additionalProperties: false
          x-merge-key: [text]
        remarks:
          description: "备注 · Remarks"
          $ref: "#/components/schemas/Paragraphs"
          maxLength: 20000
      additionalProperties: false
      examples:
      - doneOn: "2024-06-21"
        dueDay: "2024-06-28"
        dueWeek: "18"
        evidence:
        - address: "https://files.example.org/2024/zhou-tingke.pdf"
          sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
          text: "听课记录本，共十六节"
        groupId: "018de0a1-7c00-7404-8b01-5f0e6c1d0001"
        holder: leader
        number: 3
        remarks: "其中外校两节。"
        target:
          count: 15
          period: term
          unit: "节"
        term: "2023-2024-2"
        text: "备课组长每学期听组内外的课不少于十五节，听后当面交换意见。"
        theme: observation
    DutiesDocument:
      type: object
      title: DutiesDocument
      description: "职责 · Duty"
      required: [kind, "id", school, rev, createdAt, updatedAt, updatedBy, body]
      properties:
        kind:
          const: duties
        "id":
          $ref: "#/components/schemas/DocumentId"
        school:
          $ref: "#/components/schemas/SchoolId"
        rev:
          $ref: "#/components/schemas/Rev"
        createdAt:
          $ref: "#/components/schemas/Instant"
        updatedAt:
          $ref: "#/components/schemas/Instant"
        updatedBy:
          type: string
        body:
          $ref: "#/components/schemas/DutiesBody"
        warnings:
          $ref: "#/components/schemas/Warnings"
        sinceEpoch:
          $ref: "#/components/schemas/SinceEpoch"
        comment:
          $ref: "#/components/schemas/Comment"
      additionalProperties: false
    PlansBody:
      title: PlansBody
      description: "计划 · Plan"
      type: object
      required: [level, term, title]
      properties:
        level:
          description: "层级 · Level"
          $ref: "#/components/schemas/PlanLevels"
        groupId:
          description: "备课组 · Group"
          $ref: "#/components/schemas/DocumentId"
          x-refers-to: groups
        researchGroupId:
          description: "教研组 · Research group"
          $ref: "#/components/schemas/DocumentId"
          x-refers-to: research-groups
        term:
          description: "学期 · Term"
          $ref: "#/components/schemas/TermCode"
          x-refers-to: terms
        title:
          description: "大标题 · Title"
          $ref: "#/components/schemas/OneLine"
          maxLength: 200
        subtitle:
          description: "副标题 · Subtitle"
          $ref: "#/components/schemas/OneLine"
          maxLength: 200
        day:
          description: "日期 · Day"
          $ref: "#/components/schemas/Day"
        guidingPoints:
          description: "指导思想 · Guiding points"
          $ref: "#/components/schemas/Paragraphs"
          maxLength: 20000
        goals:
          description: "工作目标 · Goals"
          $ref: "#/components/schemas/Paragraphs"
          maxLength: 20000
        members:
          description: "成员课务及个人简介 · Members"
          type: array
          maxItems: 100
          items:
            type: object
            required: [teacherId, name]
            properties:
              teacherId:
                description: "教师 · Teacher"
                $ref: "#/components/schemas/DocumentId"
                x-refers-to: teachers
              name:
                description: "姓名 · Name"
                $ref: "#/components/schemas/OneLine"
                maxLength: 50
              gender:
                description: "性别 · Gender"
                $ref: "#/components/schemas/Genders"
              age:
                description: "年龄 · Age"
                type: integer
                minimum: 15
                maximum: 100
              yearsTaught:
                description: "教龄 · Years taught"
                type: integer
                minimum: 0
                maximum: 80
              degree:
                description: "学历 · Degree"
                $ref: "#/components/schemas/Degrees"
              classes:
                description: "所任课务 · Classes taught"
                $ref: "#/components/schemas/OneLine"
                maxLength: 200
              otherWork:
                description: "其他工作 · Other work"
                $ref: "#/components/schemas/OneLine"
                maxLength: 200
            additionalProperties: false
          x-merge-key: [teacherId]
        textbookStudy:
          description: "工作要点：教材研读 · Key points: textbook"
          $ref: "#/components/schemas/Paragraphs"
          maxLength: 20000
        classroom:
          description: "工作要点：课堂教学 · Key points: classroom"
          $ref: "#/components/schemas/Paragraphs"
          maxLength: 20000
        routines:
          description: "工作要点：教学常规 · Key points: routines"
          $ref: "#/components/schemas/Paragraphs"
          maxLength: 20000
        quality:
          description: "工作要点：质量评价与分析 · Key points: quality"
          $ref: "#/components/schemas/Paragraphs"
          maxLength: 20000
        division:
          description: "分工与合作 · Division of work"
          $ref: "#/components/schemas/Paragraphs"
          maxLength: 20000
        activities:
          description: "表1 活动安排 · Table 1: activities"
          type: array
          maxItems: 100
          items:
            type: object
            required: [week, content]
            properties:
              week:
                description: "周次 · Week"
                $ref: "#/components/schemas/Week"
              day:
                description: "日期 · Day"
                $ref: "#/components/schemas/Day"
              occasion:
                description: "活动 · Occasion"
                $ref: "#/components/schemas/OneLine"
                maxLength: 200
              content:
                description: "内容 · Content"
                type: array
                maxItems: 20
                items:
                  $ref: "#/components/schemas/OneLine"
                  maxLength: 500
              forms:
                description: "形式 · Form"
                type: array
                maxItems: 20
                items:
                  $ref: "#/components/schemas/OneLine"
                  maxLength: 200
              remarks:
                description: "备注 · Remarks"
                type: array
                maxItems: 20
                items:
                  $ref: "#/components/schemas/OneLine"
                  maxLength: 500
              centralSpeakerId:
                description: "中心发言人 · Central speaker"
                $ref: "#/components/schemas/DocumentId"
                x-refers-to: teachers
            additionalProperties: false
          x-merge-key: [week, occasion]
        activityNotes:
          description: "活动安排说明 · Notes to table 1"
          type: array
          maxItems: 20
          items:
            $ref: "#/components/schemas/OneLine"
            maxLength: 500
        textbook:
          description: "教材 · Textbook"
          $ref: "#/components/schemas/OneLine"
          maxLength: 200
        progressAuthorId:
          description: "制表人 · Table 2 by"
          $ref: "#/components/schemas/DocumentId"
          x-refers-to: teachers
        progress:
          description: "表2 教学进度 · Table 2: progress"
          type: array
          maxItems: 400
          items:
            type: object
            required: [level, content, hours]
            properties:
              level:
                description: "层级 · Level"
                $ref: "#/components/schemas/ProgressLevels"
              week:
                description: "周次 · Week"
                $ref: "#/components/schemas/Week"
              day:
                description: "日期 · Day"
                $ref: "#/components/schemas/Day"
              content:
                description: "教学内容 · Content"
                $ref: "#/components/schemas/OneLine"
                maxLength: 200
              hours:
                description: "课时 · Hours. 10+1 为十课时、机动一课时 · 10+1 is ten hours and one in reserve"
                $ref: "#/components/schemas/Hours"
              remarks:
                description: "备注 · Remarks"
                $ref: "#/components/schemas/OneLine"
                maxLength: 200
            additionalProperties: false
          x-merge-key: [level, content]
        exerciseWriting:
          description: "表3 有效练习命制 · Table 3: exercise writing"
          type: array
          maxItems: 100
          items:
            type: object
            required: [week, content, authorId, reviewerId]
            properties:
              week:
                description: "周次 · Week"
                $ref: "#/components/schemas/Week"
              content:
                description: "练习内容 · Content"
                $ref: "#/components/schemas/OneLine"
                maxLength: 200
              authorId:
                description: "命制人 · Author"
                $ref: "#/components/schemas/DocumentId"
                x-refers-to: teachers
              reviewerId:
                description: "审核人 · Reviewer"
                $ref: "#/components/schemas/DocumentId"
                x-refers-to: teachers
            additionalProperties: false
          x-merge-key: [week, content]
        targets:
          description: "质量目标 · Targets"
          type: array
          maxItems: 100
          items:
            type: object
            required: [grade, metric, target]
            properties:
              grade:
                description: "年级 · Grade"
                type: integer
                minimum: 1
                maximum: 12
              metric:
                description: "指标 · Metric"
                $ref: "#/components/schemas/LevelMetrics"
              target:
                description: "目标 · Target"
                type: number
                minimum: 0
                maximum: 1000
                x-decimals: 4
            additionalProperties: false
          x-merge-key: [grade, metric]
        tests:
          description: "测试安排 · Tests"
          type: array
          maxItems: 60
          items:
            type: object
            required: [week, content]
            properties:
              week:
                description: "周次 · Week"
                $ref: "#/components/schemas/Week"
              content:
                description: "内容 · Content"
                $ref: "#/components/schemas/OneLine"
                maxLength: 200
              kind:
                description: "类型 · Kind"
                $ref: "#/components/schemas/TestKinds"
            additionalProperties: false
          x-merge-key: [week, content]
      additionalProperties: false
      x-natural-key: [level, groupId, term]
      examples:
      - activities:
        - centralSpeakerId: "018de0a1-7c00-7202-8b01-5f0e6c1d0001"
          content:
          - "通读教材"
          - "商定进度表"
          day: "2024-02-23"
          forms:
          - "集中研讨"
          occasion: "第一次活动"
          remarks:
          - "全员参加"
          week: pre
        - centralSpeakerId: "018de0a1-7c00-7202-8b01-5f0e6c1d0002"
          content:
          - "“简易方程”单元备课"
          day: "2024-02-28"
          forms:
          - "主讲"
          - "讨论"
          occasion: "第二次活动"
          remarks:
          - "带等式卡片"
          week: "1"
        - content:
          - "期末质量分析"
          occasion: "末次活动"
          week: final
        activityNotes:
        - "遇放假顺延到下一周的同一时间。"
        classroom: "先学后教，留足学生说理的时间。"
        day: "2024-02-23"
        division: "周明远统筹进度，林晓岚汇总练习。"
        exerciseWriting:
        - authorId: "018de0a1-7c00-7202-8b01-5f0e6c1d0001"
          content: "等式与方程练习"
          reviewerId: "018de0a1-7c00-7202-8b01-5f0e6c1d0002"
          week: "1"
        - authorId: "018de0a1-7c00-7202-8b01-5f0e6c1d0002"
          content: "解方程练习"
          reviewerId: "018de0a1-7c00-7202-8b01-5f0e6c1d0001"
          week: "2"
        goals: "一、每周一次集体备课，时间、地点、内容、发言人先定后备。\n二、计算过关率在上学期的基础上再提高。"
        groupId: "018de0a1-7c00-7404-8b01-5f0e6c1d0001"
        guidingPoints: "以单元整体备课为主线，让每节课都有清楚的目标和可以检验的达成。"
        level: group
        members:
        - age: 39
          classes: "五1数学"
          degree: "20"
          gender: "1"
          name: "周明远"
          otherWork: "班主任"
          teacherId: "018de0a1-7c00-7202-8b01-5f0e6c1d0001"
          yearsTaught: 17
        - age: 31
          classes: "五2、五3数学"
          degree: "10"
          gender: "2"
          name: "林晓岚"
          otherWork: "数学兴趣小组"
          teacherId: "018de0a1-7c00-7202-8b01-5f0e6c1d0002"
          yearsTaught: 8
        progress:
        - content: "一 简易方程"
          day: "2024-02-26"
          hours: "10+1"
          level: unit
          remarks: "机动课时用于整理"
          week: "1"
        - content: "等式与方程"
          hours: "2"
          level: lesson
          week: "1"
        - content: "等式的性质与解方程"
          hours: "4"
          level: lesson
          week: "1"
        - content: "列方程解决实际问题"
          hours: "4"
          level: lesson
          week: "2"
        progressAuthorId: "018de0a1-7c00-7202-8b01-5f0e6c1d0002"
        quality: "每单元一次随堂练习，逐题看得分率。"
        researchGroupId: "018de0a1-7c00-7303-8b01-5f0e6c1d0001"
        routines: "作业全批全改，错题当天订正。"
        subtitle: "2023—2024学年第二学期"
        targets:
        - grade: 5
          metric: pass
          target: 0.95
        - grade: 5
          metric: excellent
          target: 0.6
        term: "2023-2024-2"
        tests:
        - content: "简易方程"
          kind: lesson
          week: "3"
        - content: "期末检测"
          kind: final
          week: final
        textbook: "苏教版五年级下册"
        textbookStudy: "开学前通读全册，画出知识结构图；每单元由一人主讲。"
        title: "五年级数学备课组工作计划"
    PlansDocument:
      type: object
      title: PlansDocument
      description: "计划 · Plan"
      required: [kind, "id", school, rev, state, createdAt, updatedAt, updatedBy, body]
      properties:
        kind:
          const: plans
        "id":
          $ref: "#/components/schemas/DocumentId"
        school:
          $ref: "#/components/schemas/SchoolId"
        rev:
          $ref: "#/components/schemas/Rev"
        state:
          $ref: "#/components/schemas/DocumentStates"
        createdAt:
          $ref: "#/components/schemas/Instant"
        updatedAt:
          $ref: "#/components/schemas/Instant"
        updatedBy:
          type: string
        body:
          $ref: "#/components/schemas/PlansBody"
        warnings:
          $ref: "#/components/schemas/Warnings"
        sinceEpoch:
          $ref: "#/components/schemas/SinceEpoch"
        transition:
          $ref: "#/components/schemas/LastTransition"
        comment:
          $ref: "#/components/schemas/Comment"
      additionalProperties: false
    TestsBody:
      title: TestsBody
      description: "测试 · Test"
      type: object
      required: [groupId, term, title, kind, grade, fullMark, thresholds]
      properties:
        groupId:
          description: "备课组 · Group"
          $ref: "#/components/schemas/DocumentId"
          x-refers-to: groups
        term:
          description: "学期 · Term"
          $ref: "#/components/schemas/TermCode"
          x-refers-to: terms
        title:
          description: "名称 · Title"
          $ref: "#/components/schemas/OneLine"
          maxLength: 200
        kind:
          description: "类型 · Kind"
          $ref: "#/components/schemas/TestKinds"
        grade:
          description: "年级 · Grade"
          type: integer
          minimum: 1
          maximum: 12
        date:
          description: "日期 · Date"
          $ref: "#/components/schemas/Day"
        fullMark:
          description: "满分 · Full mark"
          type: number
          minimum: 0
          maximum: 10000
          x-decimals: 2
        items:
          description: "双向细目表 · Blueprint"
          type: array
          maxItems: 200
          items:
            type: object
            required: [number, fullMark]
            properties:
              number:
                description: "题号 · Item"
                $ref: "#/components/schemas/OneLine"
                maxLength: 16
              type:
                description: "题型 · Type"
                $ref: "#/components/schemas/ItemTypes"
              fullMark:
                description: "分值 · Full mark"
                type: number
                minimum: 0
                maximum: 10000
                x-decimals: 2
              knowledgePoint:
                description: "知识点 · Knowledge point"
                $ref: "#/components/schemas/OneLine"
                maxLength: 100
              abilityLevel:
                description: "能力层次 · Ability level"
                $ref: "#/components/schemas/AbilityLevels"
              expectedDifficulty:
                description: "预估难度 · Expected difficulty"
                type: number
                minimum: 0
                maximum: 1
                x-decimals: 4
            additionalProperties: false
          x-merge-key: [number]
        thresholds:
          description: "分数线 · Thresholds"
          type: object
          required: [excellent, good, pass, low]
          properties:
            excellent:
              description: "优秀线 · Excellent from"
              type: number
              minimum: 0
              maximum: 1
              x-decimals: 4
            good:
              description: "良好线 · Good from"
              type: number
              minimum: 0
              maximum: 1
              x-decimals: 4
            pass:
              description: "合格线 · Pass from"
              type: number
              minimum: 0
              maximum: 1
              x-decimals: 4
            low:
              description: "低分线 · Low below"
              type: number
              minimum: 0
              maximum: 1
              x-decimals: 4
          additionalProperties: false
        unit:
          description: "单元 · Unit"
          $ref: "#/components/schemas/OneLine"
          maxLength: 200
        authorId:
          description: "命题人 · Author"
          $ref: "#/components/schemas/DocumentId"
          x-refers-to: teachers
        remarks:
          description: "备注 · Remarks"
          $ref: "#/components/schemas/Paragraphs"
          maxLength: 20000
        externalIds:
          description: "外部编号 · External ids"
          type: array
          maxItems: 20
          items:
            type: object
            required: [system, value]
            properties:
              system:
                description: "系统 · System"
                type: string
                pattern: "^[0-9A-Za-z_.-]{1,64}$"
              value:
                description: "编号 · Value"
                $ref: "#/components/schemas/OneLine"
                maxLength: 200
            additionalProperties: false
          x-merge-key: [system]
      additionalProperties: false
      examples:
      - authorId: "018de0a1-7c00-7202-8b01-5f0e6c1d0001"
        date: "2024-03-14"
        externalIds:
        - system: exam-platform
          value: "2024-5-01"
        fullMark: 20
        grade: 5
        groupId: "018de0a1-7c00-7404-8b01-5f0e6c1d0001"
        items:
        - abilityLevel: understand
          expectedDifficulty: 0.92
          fullMark: 4
          knowledgePoint: "等式与方程"
          number: "1"
          type: blank
        - abilityLevel: understand
          expectedDifficulty: 0.85
          fullMark: 3.5
          knowledgePoint: "等式的性质"
          number: "2"
          type: choice
        - abilityLevel: apply
          expectedDifficulty: 0.8
          fullMark: 6
          knowledgePoint: "解方程"
          number: "3"
          type: calculation
        - abilityLevel: analyse
          expectedDifficulty: 0.675
          fullMark: 6.5
          knowledgePoint: "列方程解决实际问题"
          number: "4"
          type: problem
        kind: lesson
        remarks: "限时二十五分钟。"
        term: "2023-2024-2"
        thresholds:
          excellent: 0.85
          good: 0.75
          low: 0.4
          pass: 0.6
        title: "“简易方程”随堂练习"
        unit: "一 简易方程"
    TestsDocument:
      type: object
      title: TestsDocument
      description: "测试 · Test"
      required: [kind, "id", school, rev, createdAt, updatedAt, updatedBy, body]
      properties:
        kind:
          const: tests
        "id":
          $ref: "#/components/schemas/DocumentId"
        school:
          $ref: "#/components/schemas/SchoolId"
        rev:
          $ref: "#/components/schemas/Rev"
        createdAt:
          $ref: "#/components/schemas/Instant"
        updatedAt:
          $ref: "#/components/schemas/Instant"
        updatedBy:
          type: string
        body:
          $ref: "#/components/schemas/TestsBody"
        warnings:
          $ref: "#/components/schemas/Warnings"
        sinceEpoch:
          $ref: "#/components/schemas/SinceEpoch"
        comment:
          $ref: "#/components/schemas/Comment"
      additionalProperties: false
    MinutesBody:
      title: MinutesBody
      description: "活动记录 · Minutes"
      type: object
      required: [groupId, term, kind, date, topic]
      properties:
        groupId:
          description: "备课组 · Group"
          $ref: "#/components/schemas/DocumentId"
          x-refers-to: groups
        term:
          description: "学期 · Term"
          $ref: "#/components/schemas/TermCode"
          x-refers-to: terms
        number:
          description: "第几次 · Number"
          type: integer
          minimum: 1
          maximum: 200
        kind:
          description: "活动类型 · Kind"
          $ref: "#/components/schemas/MeetingKinds"
        week:
          description: "周次 · Week"
          $ref: "#/components/schemas/Week"
        date:
          description: "活动日期 · Date"
          $ref: "#/components/schemas/Day"
        start:
          description: "开始时间 · Start"
          $ref: "#/components/schemas/ClockTime"
        end:
          description: "结束时间 · End"
          $ref: "#/components/schemas/ClockTime"
        place:
          description: "活动地点 · Place"
          $ref: "#/components/schemas/OneLine"
          maxLength: 200
        topic:
          description: "活动内容 · Topic"
          $ref: "#/components/schemas/OneLine"
          maxLength: 200
        hostId:
          description: "主持人 · Host"
          $ref: "#/components/schemas/DocumentId"
          x-refers-to: teachers
        centralSpeakerId:
          description: "中心发言人 · Central speaker"
          $ref: "#/components/schemas/DocumentId"
          x-refers-to: teachers
        recorderId:
          description: "记录人 · Recorder"
          $ref: "#/components/schemas/DocumentId"
          x-refers-to: teachers
        planActivity:
          description: "对应计划活动 · Planned activity"
          $ref: "#/components/schemas/OneLine"
          maxLength: 200
        attendance:
          description: "参加人员 · Attendance"
          type: array
          maxItems: 100
          items:
            type: object
            required: [teacherId, status]
            properties:
              teacherId:
                description: "姓名 · Teacher"
                $ref: "#/components/schemas/DocumentId"
                x-refers-to: teachers
              status:
                description: "出勤 · Attendance"
                $ref: "#/components/schemas/AttendanceStatuses"
              minutesLate:
                description: "迟到分钟 · Minutes late"
                type: integer
                minimum: 1
                maximum: 600
              reason:
                description: "原因 · Reason"
                $ref: "#/components/schemas/OneLine"
                maxLength: 200
            additionalProperties: false
          x-merge-key: [teacherId]
        review:
          description: "上周教学工作回顾与反思 · Review of last week"
          $ref: "#/components/schemas/Paragraphs"
          maxLength: 20000
        unitAnalyses:
          description: "单元分析 · Unit analyses"
          type: array
          maxItems: 10
          items:
            type: object
            required: [unit, rows]
            properties:
              unit:
                description: "单元 · Unit"
                $ref: "#/components/schemas/OneLine"
                maxLength: 200
              authorId:
                description: "设计人 · Author"
                $ref: "#/components/schemas/DocumentId"
                x-refers-to: teachers
              rows:
                description: "分析 · Rows"
                type: array
                maxItems: 4
                items:
                  type: object
                  required: [aspect]
                  properties:
                    aspect:
                      description: "内容 · Aspect"
                      $ref: "#/components/schemas/UnitAnalysisAspects"
                    individualDesign:
                      description: "个人设计 · Individual design"
                      $ref: "#/components/schemas/Paragraphs"
                      maxLength: 20000
                    groupOpinion:
                      description: "备课组集体讨论意见 · Group's opinion"
                      $ref: "#/components/schemas/Paragraphs"
                      maxLength: 20000
                    testId:
                      description: "所据测试 · Test it rests on"
                      $ref: "#/components/schemas/DocumentId"
                      x-refers-to: tests
                  additionalProperties: false
                x-merge-key: [aspect]
            additionalProperties: false
          x-merge-key: [unit]
        exercises:
          description: "有效练习设计 · Exercises"
          $ref: "#/components/schemas/Paragraphs"
          maxLength: 20000
        discussion:
          description: "集体讨论：修改意见 · Discussion: changes"
          $ref: "#/components/schemas/Paragraphs"
          maxLength: 20000
        reading:
          description: "集体讨论：经典诵读积累和写话 · Discussion: reading and writing"
          $ref: "#/components/schemas/Paragraphs"
          maxLength: 20000
        agreedExercises:
          description: "集体讨论：有效练习设计的统一 · Discussion: agreed exercises"
          $ref: "#/components/schemas/Paragraphs"
          maxLength: 20000
        unified:
          description: "统一事项 · Unified"
          type: array
          maxItems: 11
          items:
            $ref: "#/components/schemas/UnifiedPoints"
          uniqueItems: true
        actions:
          description: "待办 · Actions"
          type: array
          maxItems: 50
          items:
            type: object
            required: [what]
            properties:
              what:
                description: "事项 · What"
                $ref: "#/components/schemas/OneLine"
                maxLength: 500
              teacherId:
                description: "负责人 · Who"
                $ref: "#/components/schemas/DocumentId"
                x-refers-to: teachers
              due:
                description: "期限 · Due"
                $ref: "#/components/schemas/Day"
              done:
                description: "已完成 · Done"
                type: boolean
            additionalProperties: false
          x-merge-key: [what]
        nextRequirements:
          description: "下次活动要求 · For the next meeting"
          $ref: "#/components/schemas/Paragraphs"
          maxLength: 20000
      additionalProperties: false
      examples:
      - actions:
        - done: true
          due: "2024-03-01"
          teacherId: "018de0a1-7c00-7202-8b01-5f0e6c1d0002"
          what: "修订单元练习并发到组里"
        - done: false
          due: "2024-03-04"
          teacherId: "018de0a1-7c00-7202-8b01-5f0e6c1d0004"
          what: "借天平三台"
        agreedExercises: "三个班都用同一份，第五题留到第二课时。"
        attendance:
        - status: present
          teacherId: "018de0a1-7c00-7202-8b01-5f0e6c1d0001"
        - status: present
          teacherId: "018de0a1-7c00-7202-8b01-5f0e6c1d0002"
        - minutesLate: 5
          reason: "送学生就诊"
          status: late
          teacherId: "018de0a1-7c00-7202-8b01-5f0e6c1d0003"
        - status: present
          teacherId: "018de0a1-7c00-7202-8b01-5f0e6c1d0004"
        - reason: "区里开会"
          status: excused
          teacherId: "018de0a1-7c00-7202-8b01-5f0e6c1d0005"
        centralSpeakerId: "018de0a1-7c00-7202-8b01-5f0e6c1d0002"
        date: "2024-02-28"
        discussion: "例题二的数据改小，便于口算检验。"
        end: "15:00"
        exercises: "必做六题，选做一题；选做题不计时。"
        groupId: "018de0a1-7c00-7404-8b01-5f0e6c1d0001"
        hostId: "018de0a1-7c00-7202-8b01-5f0e6c1d0001"
        kind: preparation
        nextRequirements: "下次带上各班的错题照片。"
        number: 2
        place: "三楼备课室"
        planActivity: "第二次活动"
        reading: "读一则古代方程趣题，写两句话说说想法。"
        recorderId: "018de0a1-7c00-7202-8b01-5f0e6c1d0004"
        review: "上周复习了用字母表示数，约三成学生写不全含字母的式子。"
        start: "14:10"
        term: "2023-2024-2"
        topic: "“简易方程”单元备课"
        unified:
        - goals
        - key-points
        - difficulties
        - pace
        - homework
        unitAnalyses:
        - authorId: "018de0a1-7c00-7202-8b01-5f0e6c1d0002"
          rows:
          - aspect: textbook
            groupOpinion: "天平图要先平衡后不平衡，两种都出现。"
            individualDesign: "从天平引出等式，再到含未知数的等式。"
          - aspect: goals
            groupOpinion: "加上“会检验”。"
            individualDesign: "会用等式的性质解一步方程。"
          - aspect: design
            groupOpinion: "同意。"
            individualDesign: "两课时建概念，四课时学解法，四课时用方程。"
          - aspect: achievement
            groupOpinion: "得分率低于七成的题目下周重讲。"
            individualDesign: "随堂练习第三题看解法，第四题看列式。"
            testId: "018de0a1-7c00-7505-8b01-5f0e6c1d0001"
          unit: "一 简易方程"
        week: "1"
    MinutesDocument:
      type: object
      title: MinutesDocument
      description: "活动记录 · Minutes"
      required: [kind, "id", school, rev, state, createdAt, updatedAt, updatedBy, body]
      properties:
        kind:
          const: minutes
        "id":
          $ref: "#/components/schemas/DocumentId"
        school:
          $ref: "#/components/schemas/SchoolId"
        rev:
          $ref: "#/components/schemas/Rev"
        state:
          $ref: "#/components/schemas/DocumentStates"
        createdAt:
          $ref: "#/components/schemas/Instant"
        updatedAt:
          $ref: "#/components/schemas/Instant"
        updatedBy:
          type: string
        body:
          $ref: "#/components/schemas/MinutesBody"
        warnings:
          $ref: "#/components/schemas/Warnings"
        sinceEpoch:
          $ref: "#/components/schemas/SinceEpoch"
        transition:
          $ref: "#/components/schemas/LastTransition"
        comment:
          $ref: "#/components/schemas/Comment"
      additionalProperties: false
    ScoreSheetsBody:
      title: ScoreSheetsBody
      description: "登分表 · Score sheet"
      type: object
      required: [groupId, term, testId, classId, rows]
      properties:
        groupId:
          description: "备课组 · Group"
          $ref: "#/components/schemas/DocumentId"
          x-refers-to: groups
        term:
          description: "学期 · Term"
          $ref: "#/components/schemas/TermCode"
          x-refers-to: terms
        testId:
          description: "测试 · Test"
          $ref: "#/components/schemas/DocumentId"
          x-refers-to: tests
        classId:
          description: "班级 · Class"
          $ref: "#/components/schemas/DocumentId"
          x-refers-to: classes
        rows:
          description: "成绩 · Rows"
          type: array
          maxItems: 2000
          items:
            type: object
            required: [student, status]
            properties:
              student:
                description: "学生代码 · Student"
                type: string
                pattern: "^[0-9A-Za-z_-]{1,32}$"
              status:
                description: "参考情况 · Status"
                $ref: "#/components/schemas/ScoreStatuses"
              total:
                description: "总分 · Total"
                type: number
                minimum: 0
                maximum: 10000
                x-decimals: 2
              items:
                description: "各题得分 · Items"
                type: object
                maxProperties: 200
                propertyNames:
                  minLength: 1
                  maxLength: 16
                additionalProperties:
                  type: number
                  minimum: 0
                  maximum: 10000
                  x-decimals: 2
            additionalProperties: false
          x-merge-key: [student]
      additionalProperties: false
      x-natural-key: [testId, classId]
      examples:
      - classId: "018de0a1-7c00-7101-8b01-5f0e6c1d0003"
        groupId: "018de0a1-7c00-7404-8b01-5f0e6c1d0001"
        rows:
        - items:
            "1": 4
            "2": 3.5
            "3": 6
            "4": 5
          status: present
          student: "190301"
          total: 18.5
        - items:
            "1": 4
            "2": 1.75
            "3": 4.5
            "4": 2
          status: present
          student: "190302"
          total: 12.25
        - status: absent
          student: "190303"
        - status: exempt
          student: "190304"
        term: "2023-2024-2"
        testId: "018de0a1-7c00-7505-8b01-5f0e6c1d0001"
    ScoreSheetsDocument:
      type: object
      title: ScoreSheetsDocument
      description: "登分表 · Score sheet"
      required: [kind, "id", school, rev, createdAt, updatedAt, updatedBy, body]
      properties:
        kind:
          const: score-sheets
        "id":
          $ref: "#/components/schemas/DocumentId"
        school:
          $ref: "#/components/schemas/SchoolId"
        rev:
          $ref: "#/components/schemas/Rev"
        createdAt:
          $ref: "#/components/schemas/Instant"
        updatedAt:
          $ref: "#/components/schemas/Instant"
        updatedBy:
          type: string
        body:
          $ref: "#/components/schemas/ScoreSheetsBody"
        warnings:
          $ref: "#/components/schemas/Warnings"
        sinceEpoch:
          $ref: "#/components/schemas/SinceEpoch"
        comment:
          $ref: "#/components/schemas/Comment"
      additionalProperties: false
    TestReportsBody:
      title: TestReportsBody
      description: "质量检测报告 · Test report"
      type: object
      required: [groupId, term, testId, title]
      properties:
        groupId:
          description: "备课组 · Group"
          $ref: "#/components/schemas/DocumentId"
          x-refers-to: groups
        term:
          description: "学期 · Term"
          $ref: "#/components/schemas/TermCode"
          x-refers-to: terms
        testId:
          description: "测试 · Test"
          $ref: "#/components/schemas/DocumentId"
          x-refers-to: tests
        title:
          description: "标题 · Title"
          $ref: "#/components/schemas/OneLine"
          maxLength: 200
        date:
          description: "日期 · Date"
          $ref: "#/components/schemas/Day"
        authorId:
          description: "执笔人 · Author"
          $ref: "#/components/schemas/DocumentId"
          x-refers-to: teachers
        targets:
          description: "质量目标 · Targets"
          type: array
          maxItems: 6
          items:
            type: object
            required: [metric, target]
            properties:
              metric:
                description: "指标 · Metric"
                $ref: "#/components/schemas/LevelMetrics"
              target:
                description: "目标 · Target. 率写成 0.85 · a rate is written 0.85"
                type: number
                minimum: 0
                maximum: 10000
                x-decimals: 4
            additionalProperties: false
          x-merge-key: [metric]
        wentWell:
          description: "成绩与亮点 · What went well"
          $ref: "#/components/schemas/Paragraphs"
          maxLength: 20000
        problems:
          description: "存在问题 · Problems"
          $ref: "#/components/schemas/Paragraphs"
          maxLength: 20000
        causes:
          description: "原因分析 · Causes"
          $ref: "#/components/schemas/Paragraphs"
          maxLength: 20000
        measures:
          description: "改进措施 · Measures"
          $ref: "#/components/schemas/Paragraphs"
          maxLength: 20000
        followUps:
          description: "跟进 · Follow-up"
          type: array
          maxItems: 50
          items:
            type: object
            required: [what]
            properties:
              what:
                description: "跟进事项 · What"
                $ref: "#/components/schemas/OneLine"
                maxLength: 500
              teacherId:
                description: "负责人 · Who"
                $ref: "#/components/schemas/DocumentId"
                x-refers-to: teachers
              due:
                description: "期限 · Due"
                $ref: "#/components/schemas/Day"
              done:
                description: "已完成 · Done"
                type: boolean
            additionalProperties: false
          x-merge-key: [what]
      additionalProperties: false
      x-natural-key: [testId, groupId]
      examples:
      - authorId: "018de0a1-7c00-7202-8b01-5f0e6c1d0002"
        causes: "例题只用了一种说法，学生按关键词套用。"
        date: "2024-03-20"
        followUps:
        - done: false
          due: "2024-03-27"
          teacherId: "018de0a1-7c00-7202-8b01-5f0e6c1d0002"
          what: "三班第四题重做一遍"
        groupId: "018de0a1-7c00-7404-8b01-5f0e6c1d0001"
        measures: "下周每天一道只写相等关系、不求解的小题。"
        problems: "列方程时找不准相等关系。"
        targets:
        - metric: mean
          target: 16.5
        - metric: pass
          target: 0.95
        - metric: low
          target: 0.02
        term: "2023-2024-2"
        testId: "018de0a1-7c00-7505-8b01-5f0e6c1d0001"
        title: "“简易方程”随堂练习分析"
        wentWell: "解方程的格式整齐，检验的习惯已经养成。"
    TestReportsDocument:
      type: object
      title: TestReportsDocument
      description: "质量检测报告 · Test report"
      required: [kind, "id", school, rev, state, createdAt, updatedAt, updatedBy, body]
      properties:
        kind:
          const: test-reports
        "id":
          $ref: "#/components/schemas/DocumentId"
        school:
          $ref: "#/components/schemas/SchoolId"
        rev:
          $ref: "#/components/schemas/Rev"
        state:
          $ref: "#/components/schemas/DocumentStates"
        createdAt:
          $ref: "#/components/schemas/Instant"
        updatedAt:
          $ref: "#/components/schemas/Instant"
        updatedBy:
          type: string
        body:
          $ref: "#/components/schemas/TestReportsBody"
        warnings:
          $ref: "#/components/schemas/Warnings"
        sinceEpoch:
          $ref: "#/components/schemas/SinceEpoch"
        transition:
          $ref: "#/components/schemas/LastTransition"
        comment:
          $ref: "#/components/schemas/Comment"
      additionalProperties: false
    Body:
      oneOf:
      - $ref: "#/components/schemas/TermsBody"
      - $ref: "#/components/schemas/ClassesBody"
      - $ref: "#/components/schemas/TeachersBody"
      - $ref: "#/components/schemas/ResearchGroupsBody"
      - $ref: "#/components/schemas/SettingsBody"
      - $ref: "#/components/schemas/GroupsBody"
      - $ref: "#/components/schemas/DutiesBody"
      - $ref: "#/components/schemas/PlansBody"
      - $ref: "#/components/schemas/TestsBody"
      - $ref: "#/components/schemas/MinutesBody"
      - $ref: "#/components/schemas/ScoreSheetsBody"
      - $ref: "#/components/schemas/TestReportsBody"
    Document:
      oneOf:
      - $ref: "#/components/schemas/TermsDocument"
      - $ref: "#/components/schemas/ClassesDocument"
      - $ref: "#/components/schemas/TeachersDocument"
      - $ref: "#/components/schemas/ResearchGroupsDocument"
      - $ref: "#/components/schemas/SettingsDocument"
      - $ref: "#/components/schemas/GroupsDocument"
      - $ref: "#/components/schemas/DutiesDocument"
      - $ref: "#/components/schemas/PlansDocument"
      - $ref: "#/components/schemas/TestsDocument"
      - $ref: "#/components/schemas/MinutesDocument"
      - $ref: "#/components/schemas/ScoreSheetsDocument"
      - $ref: "#/components/schemas/TestReportsDocument"
      discriminator:
        propertyName: kind
        mapping:
          terms: "#/components/schemas/TermsDocument"
          classes: "#/components/schemas/ClassesDocument"
          teachers: "#/components/schemas/TeachersDocument"
          research-groups: "#/components/schemas/ResearchGroupsDocument"
          settings: "#/components/schemas/SettingsDocument"
          groups: "#/components/schemas/GroupsDocument"
          duties: "#/components/schemas/DutiesDocument"
          plans: "#/components/schemas/PlansDocument"
          tests: "#/components/schemas/TestsDocument"
          minutes: "#/components/schemas/MinutesDocument"
          score-sheets: "#/components/schemas/ScoreSheetsDocument"
          test-reports: "#/components/schemas/TestReportsDocument"
    AbilityLevels:
      type: string
      description: "能力层次 · Ability level: `remember` 识记 Remember, `understand` 理解 Understand, `apply` 应用 Apply, `analyse` 分析 Analyse, `synthesise` 综合 Synthesise, `evaluate` 评价 Evaluate"
      enum: [remember, understand, apply, analyse, synthesise, evaluate]
    AttendanceStatuses:
      type: string
      description: "出勤 · Attendance: `present` 出席 Present, `late` 迟到 Late, `left-early` 早退 Left early, `excused` 请假 Excused, `absent` 缺席 Absent"
      enum: [present, late, left-early, excused, absent]
    AuditActions:
      type: string
      description: "审计动作 · Audit action: `create` 新建 Created, `update` 修改 Changed, `delete` 删除 Deleted, `restore` 恢复 Restored, `transition` 流转 Moved on, `logged-in` 登录 Logged in, `log-in-failed` 登录失败 Log-in failed, `logged-out` 退出 Logged out, `refused` 被拒绝 Refused, `account-created` 建立账号 Account made, `account-changed` 修改账号 Account changed, `code-issued` 发激活码 Activation code issued, `password-set` 设置密码 Password set, `token-created` 建立令牌 Token made, `token-rotated` 更换令牌 Token rotated, `token-revoked` 撤销令牌 Token revoked, `school-created` 建立学校 School made, `school-changed` 修改学校 School changed, `district-created` 建立区县 District made, `students-read` 查看学生成绩 Students' rows read, `subject-exported` 导出学生数据 A student's data exported, `subject-erased` 清除学生数据 A student's data erased, `retired` 到期清除 Removed after its time, `backed-up` 备份数据库 Database backed up, `database-restored` 从备份恢复数据库 Database restored from a backup, `reindexed` 重建索引 Reindexed"
      enum: [create, update, delete, restore, transition, logged-in, log-in-failed, logged-out, refused, account-created, account-changed, code-issued, password-set, token-created, token-rotated, token-revoked, school-created, school-changed, district-created, students-read, subject-exported, subject-erased, retired, backed-up, database-restored, reindexed]
    Cadences:
      type: string
      description: "活动频次 · Cadence: `weekly` 每周 Weekly, `fortnightly` 每两周 Fortnightly, `odd-weeks` 单周 Odd weeks, `even-weeks` 双周 Even weeks"
      enum: [weekly, fortnightly, odd-weeks, even-weeks]
    Degrees:
      type: string
      description: "学历 · Degree: `10` 研究生 Postgraduate, `20` 本科 Bachelor, `30` 大专 Junior college, `40` 中职 Secondary vocational, `60` 高中 Senior secondary, `70` 初中 Junior secondary, `80` 小学 Primary, `90` 其他 Other"
      enum: ["10", "20", "30", "40", "60", "70", "80", "90"]
    DocumentStates:
      type: string
      description: "状态 · State: `draft` 草稿 Draft, `submitted` 已提交 Submitted, `returned` 已退回 Returned, `approved` 已通过 Approved, `archived` 已归档 Archived"
      enum: [draft, submitted, returned, approved, archived]
    DutyHolders:
      type: string
      description: "职责承担者 · Duty holder: `leader` 备课组长 Leader, `each-member` 每位组员 Each member, `group` 备课组 Group, `head` 教研组长 Research-group head"
      enum: [leader, each-member, group, head]
    DutyPeriods:
      type: string
      description: "周期 · Period: `week` 每周 A week, `fortnight` 每两周 A fortnight, `month` 每月 A month, `term` 每学期 A term, `year` 每学年 A year, `event` 每次 Each time"
      enum: [week, fortnight, month, term, year, event]
    DutyThemes:
      type: string
      description: "职责主题 · Duty theme: `meetings` 集体备课 Meetings, `planning` 计划 Planning, `study` 理论学习 Study, `pace` 统一进度与要求 Common pace, `tests` 命题与质量分析 Tests and their analysis, `observation` 听课 Observation, `inspection` 检查督促 Checks, `records` 记录 Records, `competitions` 竞赛与兴趣小组 Competitions, `research` 课题与论文 Research, `mentoring` 青年教师 Young teachers, `open-lessons` 公开课 Open lessons, `support` 培优补差 Support, `homework` 作业 Homework, `reporting` 汇报反馈 Reporting, `archive` 存档上交 Archive, `attendance` 考勤 Attendance, `other` 其他 Other"
      enum: [meetings, planning, study, pace, tests, observation, inspection, records, competitions, research, mentoring, open-lessons, support, homework, reporting, archive, attendance, other]
    Genders:
      type: string
      description: "性别 · Gender: `0` 未知 Unknown, `1` 男 Male, `2` 女 Female, `9` 未说明 Unspecified"
      enum: ["0", "1", "2", "9"]
    GroupRoles:
      type: string
      description: "组内身份 · Role in the group: `leader` 备课组长 Leader, `member` 组员 Member, `supervisor` 分管领导 Supervisor"
      enum: [leader, member, supervisor]
    ItemTypes:
      type: string
      description: "题型 · Item type: `choice` 选择题 Choice, `judgement` 判断题 True or false, `blank` 填空题 Fill in, `calculation` 计算题 Calculation, `drawing` 操作题 Drawing, `problem` 解决问题 Problem, `reading` 阅读题 Reading, `writing` 写作题 Writing, `oral` 口语题 Oral, `experiment` 实验题 Experiment, `other` 其他 Other"
      enum: [choice, judgement, blank, calculation, drawing, problem, reading, writing, oral, experiment, other]
    LevelMetrics:
      type: string
      description: "质量指标 · Level metric: `mean` 平均分 Mean, `score-rate` 得分率 Score rate, `excellent` 优秀率 Excellent rate, `good` 良好及以上率 Good-or-above rate, `pass` 合格率 Pass rate, `low` 低分率 Low rate"
      enum: [mean, score-rate, excellent, good, pass, low]
    MeetingKinds:
      type: string
      description: "活动类型 · Meeting kind: `preparation` 集体备课 Lesson preparation, `study` 理论学习 Study, `research-lesson` 研究课 Research lesson, `lesson-review` 评课 Lesson review, `test-writing` 命题 Test writing, `quality-analysis` 质量分析 Quality analysis, `revision` 复习 Revision, `inspection` 常规检查 Routine check, `summary` 总结 Summary"
      enum: [preparation, study, research-lesson, lesson-review, test-writing, quality-analysis, revision, inspection, summary]
    UnitAnalysisAspects:
      type: string
      description: "单元分析项目 · Aspect of a unit analysis: `textbook` 单元教材分析 Textbook, `goals` 单元目标要求 Goals, `design` 单元设计意图 Design, `achievement` 单元目标达成分析 Achievement"
      enum: [textbook, goals, design, achievement]
    ProgressLevels:
      type: string
      description: "进度层级 · Progress level: `unit` 单元 Unit, `lesson` 课 Lesson"
      enum: [unit, lesson]
    PlanLevels:
      type: string
      description: "计划层级 · Plan level: `group` 备课组 Group, `research-group` 教研组 Research group, `office` 教科室 Office"
      enum: [group, research-group, office]
    Roles:
      type: string
      description: "角色 · Role: `teacher` 教师 Teacher, `leader` 备课组长 Group leader, `head` 教研组长 Research-group head, `school-admin` 学校管理员 School administrator, `district-admin` 区县管理员 District administrator, `integration` 外部系统 Other system, `server` 服务器管理员 Server administrator"
      enum: [teacher, leader, head, school-admin, district-admin, integration, server]
    ScoreStatuses:
      type: string
      description: "参考情况 · Score status: `present` 正常 Present, `absent` 缺考 Absent, `exempt` 免考 Exempt, `deferred` 缓考 Deferred, `void` 作弊 Void, `transferred` 转出 Transferred"
      enum: [present, absent, exempt, deferred, void, transferred]
    Stages:
      type: string
      description: "学段 · Stage: `primary` 小学 Primary, `junior` 初中 Junior secondary, `senior` 高中 Senior secondary"
      enum: [primary, junior, senior]
    Subjects:
      type: string
      description: "学科 · Subject: `chinese` 语文 Chinese, `mathematics` 数学 Mathematics, `english` 英语 English, `morality` 道德与法治 Morality and law, `science` 科学 Science, `physics` 物理 Physics, `chemistry` 化学 Chemistry, `biology` 生物 Biology, `geography` 地理 Geography, `history` 历史 History, `politics` 政治 Politics, `music` 音乐 Music, `art` 美术 Art, `sports` 体育 Sports, `information-technology` 信息科技 Information technology, `labour` 劳动 Labour, `other` 其他 Other"
      enum: [chinese, mathematics, english, morality, science, physics, chemistry, biology, geography, history, politics, music, art, sports, information-technology, labour, other]
    TestKinds:
      type: string
      description: "测试类型 · Test kind: `lesson` 随堂 In class, `unit` 单元 Unit, `monthly` 月考 Monthly, `midterm` 期中 Midterm, `final` 期末 Final, `survey` 调研 Survey, `single` 单项 Single skill, `competition` 竞赛 Competition, `experiment` 实验 Experiment, `mock` 模拟 Mock"
      enum: [lesson, unit, monthly, midterm, final, survey, single, competition, experiment, mock]
    UnifiedPoints:
      type: string
      description: "统一事项 · Unified point: `goals` 教学目的 Goals, `key-points` 重点 Key points, `difficulties` 难点 Difficulties, `pace` 进度 Pace, `requirements` 要求 Requirements, `content` 内容 Content, `examples` 例题 Examples, `homework` 作业 Homework, `exercises` 练习 Exercises, `tests` 测试 Tests, `assessment` 考核 Assessment"
      enum: [goals, key-points, difficulties, pace, requirements, content, examples, homework, exercises, tests, assessment]
    DescriptorName:
      type: string
      enum: [ability-levels, attendance-statuses, audit-actions, cadences, degrees, document-states, duty-holders, duty-periods, duty-themes, genders, group-roles, item-types, level-metrics, meeting-kinds, unit-analysis-aspects, progress-levels, plan-levels, roles, score-statuses, stages, subjects, test-kinds, unified-points]
    ProblemType:
      type: string
      enum: ["/problems/malformed", "/problems/bad-parameter", "/problems/bad-cursor", "/problems/unauthenticated", "/problems/wrong-credentials", "/problems/forbidden", "/problems/not-found", "/problems/method-not-allowed", "/problems/not-acceptable", "/problems/timeout", "/problems/duplicate", "/problems/wrong-state", "/problems/fixed-member", "/problems/in-use", "/problems/conflict", "/problems/mutation-gap", "/problems/epoch-changed", "/problems/request-running", "/problems/gone", "/problems/cursor-gone", "/problems/stale-base", "/problems/too-large", "/problems/unsupported-media-type", "/problems/validation", "/problems/mutation-reused", "/problems/precondition-required", "/problems/too-many-requests", "/problems/headers-too-large", "/problems/internal", "/problems/unavailable"]
    Problem400:
      description: "`malformed` 请求无法读懂 · The request can't be read. `bad-parameter` 参数有误 · A parameter is wrong. `bad-cursor` 游标无效 · The cursor is not valid here"
      allOf:
      - $ref: "#/components/schemas/Problem"
      - type: object
        required: [requestId]
        properties:
          status:
            type: integer
            minimum: 400
            maximum: 400
          type:
            type: string
            pattern: "^/problems/(malformed|bad-parameter|bad-cursor)$"
    Problem401:
      description: "`unauthenticated` 请先登录 · Not logged in. `wrong-credentials` 登录名、密码或激活码不对 · The login name, password or activation code is not right"
      allOf:
      - $ref: "#/components/schemas/Problem"
      - type: object
        required: [requestId]
        properties:
          status:
            type: integer
            minimum: 401
            maximum: 401
          type:
            type: string
            pattern: "^/problems/(unauthenticated|wrong-credentials)$"
    Problem403:
      description: "`forbidden` 没有权限 · Not allowed"
      allOf:
      - $ref: "#/components/schemas/Problem"
      - type: object
        required: [requestId]
        properties:
          status:
            type: integer
            minimum: 403
            maximum: 403
          type:
            type: string
            pattern: "^/problems/(forbidden)$"
    Problem404:
      description: "`not-found` 没有找到 · Not found"
      allOf:
      - $ref: "#/components/schemas/Problem"
      - type: object
        required: [requestId]
        properties:
          status:
            type: integer
            minimum: 404
            maximum: 404
          type:
            type: string
            pattern: "^/problems/(not-found)$"
    Problem405:
      description: "`method-not-allowed` 此处不能这样操作 · Method not allowed"
      allOf:
      - $ref: "#/components/schemas/Problem"
      - type: object
        required: [requestId]
        properties:
          status:
            type: integer
            minimum: 405
            maximum: 405
          type:
            type: string
            pattern: "^/problems/(method-not-allowed)$"
    Problem406:
      description: "`not-acceptable` 没有这种格式 · Not available in this format"
      allOf:
      - $ref: "#/components/schemas/Problem"
      - type: object
        required: [requestId]
        properties:
          status:
            type: integer
            minimum: 406
            maximum: 406
          type:
            type: string
            pattern: "^/problems/(not-acceptable)$"
    Problem408:
      description: "`timeout` 请求太慢 · The request took too long"
      allOf:
      - $ref: "#/components/schemas/Problem"
      - type: object
        required: [requestId]
        properties:
          status:
            type: integer
            minimum: 408
            maximum: 408
          type:
            type: string
            pattern: "^/problems/(timeout)$"
    Problem409:
      description: "`duplicate` 已经有一份 · There is one already. `wrong-state` 现在的状态不允许 · Its state does not allow this. `fixed-member` 建立后不能改 · Can't be changed after creation. `in-use` 还有文档用到它 · Documents rest on it. `conflict` 与现有内容冲突 · In conflict with what is there. `mutation-gap` 序号不连续 · A mutation number is missing. `epoch-changed` 服务器已从备份恢复 · The server was restored from a backup. `request-running` 同一请求正在处理 · The same request is still running"
      allOf:
      - $ref: "#/components/schemas/Problem"
      - type: object
        required: [requestId]
        properties:
          status:
            type: integer
            minimum: 409
            maximum: 409
          type:
            type: string
            pattern: "^/problems/(duplicate|wrong-state|fixed-member|in-use|conflict|mutation-gap|epoch-changed|request-running)$"
    Problem410:
      description: "`gone` 已删除 · Deleted. `cursor-gone` 游标已失效，请从头读取 · The cursor is gone; read afresh"
      allOf:
      - $ref: "#/components/schemas/Problem"
      - type: object
        required: [requestId]
        properties:
          status:
            type: integer
            minimum: 410
            maximum: 410
          type:
            type: string
            pattern: "^/problems/(gone|cursor-gone)$"
    Problem412:
      description: "`stale-base` 文档已被别人改过 · The document has changed since"
      allOf:
      - $ref: "#/components/schemas/Problem"
      - type: object
        required: [requestId]
        properties:
          status:
            type: integer
            minimum: 412
            maximum: 412
          type:
            type: string
            pattern: "^/problems/(stale-base)$"
    Problem413:
      description: "`too-large` 内容太大 · Too large"
      allOf:
      - $ref: "#/components/schemas/Problem"
      - type: object
        required: [requestId]
        properties:
          status:
            type: integer
            minimum: 413
            maximum: 413
          type:
            type: string
            pattern: "^/problems/(too-large)$"
    Problem415:
      description: "`unsupported-media-type` 不支持的内容类型 · Unsupported media type"
      allOf:
      - $ref: "#/components/schemas/Problem"
      - type: object
        required: [requestId]
        properties:
          status:
            type: integer
            minimum: 415
            maximum: 415
          type:
            type: string
            pattern: "^/problems/(unsupported-media-type)$"
    Problem422:
      description: "`validation` 内容有误 · The content is not right. `mutation-reused` 同一序号用于不同内容 · A mutation number was used again"
      allOf:
      - $ref: "#/components/schemas/Problem"
      - type: object
        required: [requestId]
        properties:
          status:
            type: integer
            minimum: 422
            maximum: 422
          type:
            type: string
            pattern: "^/problems/(validation|mutation-reused)$"
    Problem428:
      description: "`precondition-required` 缺少 If-Match · If-Match is missing"
      allOf:
      - $ref: "#/components/schemas/Problem"
      - type: object
        required: [requestId]
        properties:
          status:
            type: integer
            minimum: 428
            maximum: 428
          type:
            type: string
            pattern: "^/problems/(precondition-required)$"
    Problem429:
      description: "`too-many-requests` 请求太多 · Too many requests"
      allOf:
      - $ref: "#/components/schemas/Problem"
      - type: object
        required: [requestId]
        properties:
          status:
            type: integer
            minimum: 429
            maximum: 429
          type:
            type: string
            pattern: "^/problems/(too-many-requests)$"
    Problem431:
      description: "`headers-too-large` 请求头太大 · The headers are too large"
      allOf:
      - $ref: "#/components/schemas/Problem"
      - type: object
        required: [requestId]
        properties:
          status:
            type: integer
            minimum: 431
            maximum: 431
          type:
            type: string
            pattern: "^/problems/(headers-too-large)$"
    Problem500:
      description: "`internal` 服务器出错 · Something went wrong in the server"
      allOf:
      - $ref: "#/components/schemas/Problem"
      - type: object
        required: [requestId]
        properties:
          status:
            type: integer
            minimum: 500
            maximum: 500
          type:
            type: string
            pattern: "^/problems/(internal)$"
    Problem503:
      description: "`unavailable` 服务器暂时不可用 · The server is unavailable for now"
      allOf:
      - $ref: "#/components/schemas/Problem"
      - type: object
        required: [requestId]
        properties:
          status:
            type: integer
            minimum: 503
            maximum: 503
          type:
            type: string
            pattern: "^/problems/(unavailable)$"
    # Generated from the forms of Sources/Shared by `make docs`: end

"""##

  static let json = ##"""
{"openapi":"3.1.0","info":{"title":"Beike 备课","version":"1","summary":"The register of a school's lesson-preparation groups (备课组).","description":"One server holds many schools. Everything that a teacher writes is a **document**: a body, which the\nauthor writes, in an envelope, which the server writes. All kinds of documents share one set of paths.\n\n**Formats.** JSON with camelCase members. Instants are RFC 3339 in UTC with milliseconds, days\n`YYYY-MM-DD`, ids UUIDs (version 7) that the author's side makes. A member that is `null` in a request\ncounts as absent; answers leave absent members out, but for the figures of statistics. Unknown and\nrepeated members are refused. Requests may write values in other usual forms, such as an id in capitals or\na term with other dashes; answers use the one form that the schemas show.\n\n**Concurrency.** `ETag` is the document's rev. PUT of a document that is there, PATCH, DELETE, transitions\nand restore need `If-Match` (missing: 428; stale: 412 with the current document). PUT with `If-None-Match:\n*` makes a new document and nothing else. GET with `If-None-Match` answers 304 when nothing has changed.\n\n**Errors** are `application/problem+json` (RFC 9457) on every 4xx and 5xx, in Chinese or English by\n`Accept-Language`. Checks come in one order everywhere. First what the head tells: 400 and 431 for one that\ncan't be read, 401, 404 for the path, its kind and its school, 405 with `Allow`, 403 for the role and the\ntoken's scopes, 406, 400 for the query and the preconditions, 429. Only then is a body taken: 413, 415, 408,\n400. Then the document is looked at: 404, 410, 403, 428, 412, 409, 422. What a caller may not know of answers\n404, like what isn't there. Without a token every path and method under `/v1` but the log-in answers 401.\n\n**HEAD** goes wherever GET does, with the same head and no body.\n\n**Access.** People have accounts and log in for a token; a token of another system is made by an\nadministrator and does only what its scopes name. What somebody may do with a document follows from their\nrole and from what they are in its group that day; who leaves a group keeps what was theirs and sees\nnothing new. A change of access counts at the next request. Reading students' rows is put on record before\nthey are shown, and so are refusals to callers who are known. After some wrong guesses the next log-in must\nwait, longer each time (429).\n\n**Caching.** Documents and lists are `private, no-cache`; the sync, and what holds a token or an activation\ncode, is `no-store`.\n\n**Limits.** The body of a document or a push has at most 2 MiB, marks 16 MiB, a log-in 8 KiB, anything else 64\nKiB; it nests at most 64 deep and has to be there within 30 seconds (408). `Expect: 100-continue` is answered\nonce the head has passed. Where an answer does not wait for the body, it says `Connection: close`, and what\nstill comes is thrown away for a moment before the connection closes. One address has at most 64 connections on\nwhich no valid token has been seen. Compressed bodies are refused with 415. Every answer carries `X-Request-Id`:\nthe one of the request, or a new one. Answers under `/v1` to a caller with a token may carry `RateLimit` and\n`RateLimit-Policy` (draft-ietf-httpapi-ratelimit-headers), which say what is left to the account; who asks more\nis answered 429 with `Retry-After`. Every answer carries `X-Content-Type-Options: nosniff`, `Referrer-Policy:\nno-referrer` and a `Content-Security-Policy` that allows nothing, and over TLS `Strict-Transport-Security`.\n","license":{"name":"Apache-2.0","identifier":"Apache-2.0"}},"servers":[{"url":"/","description":"The server that this description was read from."}],"tags":[{"name":"documents","description":"文档. Documents of every kind."},{"name":"sync","description":"同步. For clients that write offline, and for bulk writers."},{"name":"tests","description":"测试. Marks in, figures out."},{"name":"schools","description":"学校. The tenants, and the districts (区县) that they may belong to."},{"name":"access","description":"账号与令牌. Who may ask, log-in and tokens."},{"name":"audit","description":"审计. The record of who did what."},{"name":"descriptors","description":"代码表. The lists of codes with their Chinese and English labels."},{"name":"server","description":"服务器. Whether it runs, what it offers, and who is asking."}],"security":[{"token":[]}],"paths":{"/healthz":{"get":{"operationId":"getHealth","tags":["server"],"summary":"Whether the process answers","security":[],"responses":{"200":{"description":"It does.","headers":{"X-Request-Id":{"$ref":"#/components/headers/X-Request-Id"}},"content":{"application/json":{"schema":{"$ref":"#/components/schemas/Health"},"example":{"status":"ok"}}}},"400":{"$ref":"#/components/responses/BadRequest"},"406":{"$ref":"#/components/responses/NotAcceptable"},"429":{"$ref":"#/components/responses/TooManyRequests"},"431":{"$ref":"#/components/responses/HeadersTooLarge"},"500":{"$ref":"#/components/responses/Internal"},"503":{"$ref":"#/components/responses/Unavailable"}}}},"/readyz":{"get":{"operationId":"getReadiness","tags":["server"],"summary":"Whether the server can work, its database included","security":[],"responses":{"200":{"description":"It can.","headers":{"X-Request-Id":{"$ref":"#/components/headers/X-Request-Id"}},"content":{"application/json":{"schema":{"$ref":"#/components/schemas/Readiness"},"example":{"status":"ready"}}}},"400":{"$ref":"#/components/responses/BadRequest"},"406":{"$ref":"#/components/responses/NotAcceptable"},"429":{"$ref":"#/components/responses/TooManyRequests"},"431":{"$ref":"#/components/responses/HeadersTooLarge"},"500":{"$ref":"#/components/responses/Internal"},"503":{"$ref":"#/components/responses/Unavailable"}}}},"/openapi.yaml":{"get":{"operationId":"getOpenAPIYAML","tags":["server"],"summary":"This description, as YAML","security":[],"responses":{"200":{"description":"The description.","headers":{"X-Request-Id":{"$ref":"#/components/headers/X-Request-Id"}},"content":{"application/yaml":{"schema":{"type":"object"}}}},"400":{"$ref":"#/components/responses/BadRequest"},"406":{"$ref":"#/components/responses/NotAcceptable"},"429":{"$ref":"#/components/responses/TooManyRequests"},"431":{"$ref":"#/components/responses/HeadersTooLarge"},"500":{"$ref":"#/components/responses/Internal"},"503":{"$ref":"#/components/responses/Unavailable"}}}},"/openapi.json":{"get":{"operationId":"getOpenAPIJSON","tags":["server"],"summary":"This description, as JSON","security":[],"responses":{"200":{"description":"The description.","headers":{"X-Request-Id":{"$ref":"#/components/headers/X-Request-Id"}},"content":{"application/json":{"schema":{"type":"object"}}}},"400":{"$ref":"#/components/responses/BadRequest"},"406":{"$ref":"#/components/responses/NotAcceptable"},"429":{"$ref":"#/components/responses/TooManyRequests"},"431":{"$ref":"#/components/responses/HeadersTooLarge"},"500":{"$ref":"#/components/responses/Internal"},"503":{"$ref":"#/components/responses/Unavailable"}}}},"/v1/sessions":{"parameters":[{"$ref":"#/components/parameters/Accept-Language"},{"$ref":"#/components/parameters/X-Request-Id"}],"post":{"operationId":"logIn","tags":["access"],"summary":"Log in (登录)","description":"With a password, or with an activation code and the password that it sets, which ends every session\nthat there was. 401 does not say which part was wrong. After some wrong guesses at an account the next\nmust wait, longer each time, and one address may guess wrong only so often: 429 with `Retry-After`. Who\nsends the `device` of an earlier log-in does not wait for what strangers guess. 503 also when too many\npeople are logging in.\n","security":[],"requestBody":{"required":true,"content":{"application/json":{"schema":{"$ref":"#/components/schemas/LogIn"},"example":{"login":"zhoumingyuan@3100000001","password":"芦苇 铜锣 半勺盐","name":"周明远的笔记本"}}}},"responses":{"201":{"description":"The caller is logged in; the token is shown only now.","headers":{"X-Request-Id":{"$ref":"#/components/headers/X-Request-Id"},"Cache-Control":{"$ref":"#/components/headers/Cache-Control"}},"content":{"application/json":{"schema":{"$ref":"#/components/schemas/SessionMade"},"example":{"token":"bk_ses_0000000000000000000000000000002C8GjS","expiresAt":"2024-05-28T06:10:00.000Z","device":"q7Wm2dYx","me":{"name":"周明远","login":"zhoumingyuan@3100000001","role":"teacher","school":{"id":"3100000001","name":"青禾小学","district":"qinghe"},"teacherId":"018de0a1-7c00-7202-8b01-5f0e6c1d0001","groups":[{"groupId":"018de0a1-7c00-7404-8b01-5f0e6c1d0001","relation":"leader"}],"expiresAt":"2024-05-28T06:10:00.000Z","serverVersion":"0.1.0","time":"2024-02-28T06:10:00.000Z"}}}}},"400":{"$ref":"#/components/responses/BadRequest"},"401":{"$ref":"#/components/responses/WrongCredentials"},"406":{"$ref":"#/components/responses/NotAcceptable"},"408":{"$ref":"#/components/responses/Timeout"},"413":{"$ref":"#/components/responses/TooLarge"},"415":{"$ref":"#/components/responses/UnsupportedMediaType"},"422":{"$ref":"#/components/responses/Invalid"},"429":{"$ref":"#/components/responses/TooManyRequests"},"431":{"$ref":"#/components/responses/HeadersTooLarge"},"500":{"$ref":"#/components/responses/Internal"},"503":{"$ref":"#/components/responses/Unavailable"}}}},"/v1/sessions/current":{"parameters":[{"$ref":"#/components/parameters/Accept-Language"},{"$ref":"#/components/parameters/X-Request-Id"}],"delete":{"operationId":"logOut","tags":["access"],"summary":"Log out (退出)","description":"The token that the request came with counts no more.","responses":{"204":{"description":"It is revoked.","headers":{"X-Request-Id":{"$ref":"#/components/headers/X-Request-Id"}}},"400":{"$ref":"#/components/responses/BadRequest"},"401":{"$ref":"#/components/responses/Unauthenticated"},"406":{"$ref":"#/components/responses/NotAcceptable"},"429":{"$ref":"#/components/responses/TooManyRequests"},"431":{"$ref":"#/components/responses/HeadersTooLarge"},"500":{"$ref":"#/components/responses/Internal"},"503":{"$ref":"#/components/responses/Unavailable"}}}},"/v1/me":{"parameters":[{"$ref":"#/components/parameters/Accept-Language"},{"$ref":"#/components/parameters/X-Request-Id"}],"get":{"operationId":"getMe","tags":["server"],"summary":"Who is asking (我是谁)","responses":{"200":{"description":"The caller, by the token.","headers":{"X-Request-Id":{"$ref":"#/components/headers/X-Request-Id"}},"content":{"application/json":{"schema":{"$ref":"#/components/schemas/Me"},"example":{"name":"周明远","login":"zhoumingyuan@3100000001","role":"teacher","school":{"id":"3100000001","name":"青禾小学","district":"qinghe"},"teacherId":"018de0a1-7c00-7202-8b01-5f0e6c1d0001","groups":[{"groupId":"018de0a1-7c00-7404-8b01-5f0e6c1d0001","relation":"leader"}],"expiresAt":"2024-05-28T06:10:00.000Z","serverVersion":"0.1.0","time":"2024-02-28T06:10:00.000Z"}}}},"400":{"$ref":"#/components/responses/BadRequest"},"401":{"$ref":"#/components/responses/Unauthenticated"},"406":{"$ref":"#/components/responses/NotAcceptable"},"429":{"$ref":"#/components/responses/TooManyRequests"},"431":{"$ref":"#/components/responses/HeadersTooLarge"},"500":{"$ref":"#/components/responses/Internal"},"503":{"$ref":"#/components/responses/Unavailable"}}}},"/v1/accounts":{"parameters":[{"$ref":"#/components/parameters/Accept-Language"},{"$ref":"#/components/parameters/X-Request-Id"}],"get":{"operationId":"listAccounts","tags":["access"],"summary":"The accounts (账号) of people, page by page","description":"For administrators of the school and of the server, by login name. A parameter that is not listed here\nanswers 400, and so does a cursor that was given for other filters.\n","parameters":[{"name":"school","in":"query","description":"Only accounts of this school (学校); by default the caller's own.","schema":{"$ref":"#/components/schemas/SchoolId"}},{"name":"district","in":"query","description":"Only accounts of this district (区县); for the server's administrator.","schema":{"$ref":"#/components/schemas/DistrictId"}},{"name":"limit","in":"query","description":"How many accounts a page holds at most.","schema":{"type":"integer","minimum":1,"maximum":500,"default":50}},{"name":"cursor","in":"query","description":"The `next` of the page before, with the same filters.","schema":{"type":"string"}}],"responses":{"200":{"description":"A page.","headers":{"X-Request-Id":{"$ref":"#/components/headers/X-Request-Id"},"Cache-Control":{"$ref":"#/components/headers/Cache-Control"}},"content":{"application/json":{"schema":{"$ref":"#/components/schemas/AccountPage"},"example":{"items":[{"id":"018de0a1-7c00-7a01-8b01-5f0e6c1d0001","login":"linxiaolan@3100000001","name":"林晓岚","role":"school-admin","school":"3100000001","activated":true,"disabled":false,"createdAt":"2024-02-20T01:00:00.000Z"},{"id":"018de0a1-7c00-7a01-8b01-5f0e6c1d0002","login":"taoran@3100000001","name":"陶然","role":"teacher","school":"3100000001","teacherId":"018de0a1-7c00-7202-8b01-5f0e6c1d0006","activated":false,"disabled":false,"createdAt":"2024-02-28T06:10:00.000Z"}],"next":"eyJhIjoyfQ"}}}},"400":{"$ref":"#/components/responses/BadRequest"},"401":{"$ref":"#/components/responses/Unauthenticated"},"403":{"$ref":"#/components/responses/Forbidden"},"404":{"$ref":"#/components/responses/NotFound"},"406":{"$ref":"#/components/responses/NotAcceptable"},"429":{"$ref":"#/components/responses/TooManyRequests"},"431":{"$ref":"#/components/responses/HeadersTooLarge"},"500":{"$ref":"#/components/responses/Internal"},"503":{"$ref":"#/components/responses/Unavailable"}}},"post":{"operationId":"createAccount","tags":["access"],"summary":"Make an account (账号) for a person","description":"The answer holds an activation code, with which the person sets a password at the first log-in. Only the\nserver's administrator makes accounts with the roles `district-admin` and `server`. A login name that is\ntaken and a teacher who has an account answer 409; a school, district or teacher that there is not\nanswers 422.\n","requestBody":{"required":true,"content":{"application/json":{"schema":{"$ref":"#/components/schemas/NewAccount"},"example":{"login":"taoran","name":"陶然","role":"teacher","teacherId":"018de0a1-7c00-7202-8b01-5f0e6c1d0006"}}}},"responses":{"201":{"description":"It was made; the code is shown only now.","headers":{"X-Request-Id":{"$ref":"#/components/headers/X-Request-Id"},"Location":{"$ref":"#/components/headers/Location"},"Cache-Control":{"$ref":"#/components/headers/Cache-Control"}},"content":{"application/json":{"schema":{"$ref":"#/components/schemas/AccountMade"},"example":{"account":{"id":"018de0a1-7c00-7a01-8b01-5f0e6c1d0002","login":"taoran@3100000001","name":"陶然","role":"teacher","school":"3100000001","teacherId":"018de0a1-7c00-7202-8b01-5f0e6c1d0006","activated":false,"disabled":false,"createdAt":"2024-02-28T06:10:00.000Z"},"activation":{"code":"K7QF-2M9X-TD4H-6RWB","expiresAt":"2024-02-29T06:10:00.000Z"}}}}},"400":{"$ref":"#/components/responses/BadRequest"},"401":{"$ref":"#/components/responses/Unauthenticated"},"403":{"$ref":"#/components/responses/Forbidden"},"404":{"$ref":"#/components/responses/NotFound"},"406":{"$ref":"#/components/responses/NotAcceptable"},"408":{"$ref":"#/components/responses/Timeout"},"409":{"$ref":"#/components/responses/Conflict"},"413":{"$ref":"#/components/responses/TooLarge"},"415":{"$ref":"#/components/responses/UnsupportedMediaType"},"422":{"$ref":"#/components/responses/Invalid"},"429":{"$ref":"#/components/responses/TooManyRequests"},"431":{"$ref":"#/components/responses/HeadersTooLarge"},"500":{"$ref":"#/components/responses/Internal"},"503":{"$ref":"#/components/responses/Unavailable"}}}},"/v1/accounts/{id}":{"parameters":[{"$ref":"#/components/parameters/account"},{"$ref":"#/components/parameters/Accept-Language"},{"$ref":"#/components/parameters/X-Request-Id"}],"get":{"operationId":"getAccount","tags":["access"],"summary":"One account (账号)","responses":{"200":{"description":"The account.","headers":{"X-Request-Id":{"$ref":"#/components/headers/X-Request-Id"},"Cache-Control":{"$ref":"#/components/headers/Cache-Control"}},"content":{"application/json":{"schema":{"$ref":"#/components/schemas/Account"},"example":{"id":"018de0a1-7c00-7a01-8b01-5f0e6c1d0002","login":"taoran@3100000001","name":"陶然","role":"teacher","school":"3100000001","teacherId":"018de0a1-7c00-7202-8b01-5f0e6c1d0006","activated":false,"disabled":false,"createdAt":"2024-02-28T06:10:00.000Z"}}}},"400":{"$ref":"#/components/responses/BadRequest"},"401":{"$ref":"#/components/responses/Unauthenticated"},"403":{"$ref":"#/components/responses/Forbidden"},"404":{"$ref":"#/components/responses/NotFound"},"406":{"$ref":"#/components/responses/NotAcceptable"},"429":{"$ref":"#/components/responses/TooManyRequests"},"431":{"$ref":"#/components/responses/HeadersTooLarge"},"500":{"$ref":"#/components/responses/Internal"},"503":{"$ref":"#/components/responses/Unavailable"}}},"patch":{"operationId":"changeAccount","tags":["access"],"summary":"Change, disable or enable an account (账号)","description":"What is absent stays; `null` takes `teacherId` away. Disabling an account ends its sessions for good.\nAdministrators who would disable themselves or change their own role get 409, and so does a teacher who\nhas another account. A school's account is made a teacher's or an administrator's, and no other.\n","requestBody":{"required":true,"content":{"application/merge-patch+json":{"schema":{"$ref":"#/components/schemas/AccountChange"},"example":{"disabled":true}}}},"responses":{"200":{"description":"The account as it is now.","headers":{"X-Request-Id":{"$ref":"#/components/headers/X-Request-Id"},"Cache-Control":{"$ref":"#/components/headers/Cache-Control"}},"content":{"application/json":{"schema":{"$ref":"#/components/schemas/Account"},"example":{"id":"018de0a1-7c00-7a01-8b01-5f0e6c1d0003","login":"hezhiwei@3100000001","name":"何知微","role":"teacher","school":"3100000001","activated":true,"disabled":true,"createdAt":"2024-02-20T01:00:00.000Z"}}}},"400":{"$ref":"#/components/responses/BadRequest"},"401":{"$ref":"#/components/responses/Unauthenticated"},"403":{"$ref":"#/components/responses/Forbidden"},"404":{"$ref":"#/components/responses/NotFound"},"406":{"$ref":"#/components/responses/NotAcceptable"},"408":{"$ref":"#/components/responses/Timeout"},"409":{"$ref":"#/components/responses/Conflict"},"413":{"$ref":"#/components/responses/TooLarge"},"415":{"$ref":"#/components/responses/UnsupportedMediaType"},"422":{"$ref":"#/components/responses/Invalid"},"429":{"$ref":"#/components/responses/TooManyRequests"},"431":{"$ref":"#/components/responses/HeadersTooLarge"},"500":{"$ref":"#/components/responses/Internal"},"503":{"$ref":"#/components/responses/Unavailable"}}}},"/v1/accounts/{id}/activation":{"parameters":[{"$ref":"#/components/parameters/account"},{"$ref":"#/components/parameters/Accept-Language"},{"$ref":"#/components/parameters/X-Request-Id"}],"post":{"operationId":"issueCode","tags":["access"],"summary":"Issue an activation code (激活码) for an account","description":"For a first password, and for one that was forgotten; the old one counts until the code is used. A code\ncounts once, and only until it expires or another one is issued.\n","requestBody":{"required":true,"content":{"application/json":{"schema":{"$ref":"#/components/schemas/NewActivation"},"example":{"codeMinutes":1440}}}},"responses":{"201":{"description":"The code, shown only now.","headers":{"X-Request-Id":{"$ref":"#/components/headers/X-Request-Id"},"Cache-Control":{"$ref":"#/components/headers/Cache-Control"}},"content":{"application/json":{"schema":{"$ref":"#/components/schemas/Activation"},"example":{"code":"K7QF-2M9X-TD4H-6RWB","expiresAt":"2024-02-29T06:10:00.000Z"}}}},"400":{"$ref":"#/components/responses/BadRequest"},"401":{"$ref":"#/components/responses/Unauthenticated"},"403":{"$ref":"#/components/responses/Forbidden"},"404":{"$ref":"#/components/responses/NotFound"},"406":{"$ref":"#/components/responses/NotAcceptable"},"408":{"$ref":"#/components/responses/Timeout"},"413":{"$ref":"#/components/responses/TooLarge"},"415":{"$ref":"#/components/responses/UnsupportedMediaType"},"422":{"$ref":"#/components/responses/Invalid"},"429":{"$ref":"#/components/responses/TooManyRequests"},"431":{"$ref":"#/components/responses/HeadersTooLarge"},"500":{"$ref":"#/components/responses/Internal"},"503":{"$ref":"#/components/responses/Unavailable"}}}},"/v1/tokens":{"parameters":[{"$ref":"#/components/parameters/Accept-Language"},{"$ref":"#/components/parameters/X-Request-Id"}],"get":{"operationId":"listTokens","tags":["access"],"summary":"Tokens (令牌) that were not revoked, page by page","description":"Administrators see those of the school, or all, and everybody else their own; never the secrets\nthemselves. A parameter that is not listed here answers 400, and so does a cursor that was given for\nother filters.\n","parameters":[{"name":"school","in":"query","description":"Only tokens of this school (学校), by default the caller's own; for administrators.","schema":{"$ref":"#/components/schemas/SchoolId"}},{"name":"limit","in":"query","description":"How many tokens a page holds at most.","schema":{"type":"integer","minimum":1,"maximum":500,"default":50}},{"name":"cursor","in":"query","description":"The `next` of the page before, with the same filters.","schema":{"type":"string"}}],"responses":{"200":{"description":"A page.","headers":{"X-Request-Id":{"$ref":"#/components/headers/X-Request-Id"},"Cache-Control":{"$ref":"#/components/headers/Cache-Control"}},"content":{"application/json":{"schema":{"$ref":"#/components/schemas/TokenPage"},"example":{"items":[{"id":"018de0a1-7c00-7b01-8b01-5f0e6c1d0001","kind":"session","name":"周明远的笔记本","accountId":"018de0a1-7c00-7a01-8b01-5f0e6c1d0004","role":"teacher","school":"3100000001","createdAt":"2024-02-28T06:10:00.000Z","expiresAt":"2024-05-28T06:10:00.000Z","lastUsedAt":"2024-02-28T06:12:00.000Z"},{"id":"018de0a1-7c00-7b01-8b01-5f0e6c1d0002","kind":"integration","name":"教务系统","accountId":"018de0a1-7c00-7a01-8b01-5f0e6c1d0005","role":"integration","school":"3100000001","scopes":["classes:write","scores:read","teachers:write"],"createdAt":"2024-02-28T06:10:00.000Z","expiresAt":"2025-02-27T06:10:00.000Z"}]}}}},"400":{"$ref":"#/components/responses/BadRequest"},"401":{"$ref":"#/components/responses/Unauthenticated"},"403":{"$ref":"#/components/responses/Forbidden"},"404":{"$ref":"#/components/responses/NotFound"},"406":{"$ref":"#/components/responses/NotAcceptable"},"429":{"$ref":"#/components/responses/TooManyRequests"},"431":{"$ref":"#/components/responses/HeadersTooLarge"},"500":{"$ref":"#/components/responses/Internal"},"503":{"$ref":"#/components/responses/Unavailable"}}},"post":{"operationId":"createToken","tags":["access"],"summary":"Make a token (令牌) for another system","description":"For administrators of the school and of the server. A school that there is not answers 422.","requestBody":{"required":true,"content":{"application/json":{"schema":{"$ref":"#/components/schemas/NewIntegration"},"example":{"name":"教务系统","scopes":["classes:write","scores:read","teachers:write"],"days":365}}}},"responses":{"201":{"description":"It was made; the secret is shown only now.","headers":{"X-Request-Id":{"$ref":"#/components/headers/X-Request-Id"},"Cache-Control":{"$ref":"#/components/headers/Cache-Control"}},"content":{"application/json":{"schema":{"$ref":"#/components/schemas/TokenMade"},"example":{"token":"bk_int_0000000000000000000000000000002C8GjS","info":{"id":"018de0a1-7c00-7b01-8b01-5f0e6c1d0002","kind":"integration","name":"教务系统","accountId":"018de0a1-7c00-7a01-8b01-5f0e6c1d0005","role":"integration","school":"3100000001","scopes":["classes:write","scores:read","teachers:write"],"createdAt":"2024-02-28T06:10:00.000Z","expiresAt":"2025-02-27T06:10:00.000Z"}}}}},"400":{"$ref":"#/components/responses/BadRequest"},"401":{"$ref":"#/components/responses/Unauthenticated"},"403":{"$ref":"#/components/responses/Forbidden"},"406":{"$ref":"#/components/responses/NotAcceptable"},"408":{"$ref":"#/components/responses/Timeout"},"413":{"$ref":"#/components/responses/TooLarge"},"415":{"$ref":"#/components/responses/UnsupportedMediaType"},"422":{"$ref":"#/components/responses/Invalid"},"429":{"$ref":"#/components/responses/TooManyRequests"},"431":{"$ref":"#/components/responses/HeadersTooLarge"},"500":{"$ref":"#/components/responses/Internal"},"503":{"$ref":"#/components/responses/Unavailable"}}}},"/v1/tokens/{id}":{"parameters":[{"$ref":"#/components/parameters/token"},{"$ref":"#/components/parameters/Accept-Language"},{"$ref":"#/components/parameters/X-Request-Id"}],"delete":{"operationId":"revokeToken","tags":["access"],"summary":"Revoke a token (令牌)","description":"Their own for everybody, those of the school for its administrators. It counts no more from the next\nrequest on.\n","responses":{"204":{"description":"It is revoked.","headers":{"X-Request-Id":{"$ref":"#/components/headers/X-Request-Id"}}},"400":{"$ref":"#/components/responses/BadRequest"},"401":{"$ref":"#/components/responses/Unauthenticated"},"403":{"$ref":"#/components/responses/Forbidden"},"404":{"$ref":"#/components/responses/NotFound"},"406":{"$ref":"#/components/responses/NotAcceptable"},"429":{"$ref":"#/components/responses/TooManyRequests"},"431":{"$ref":"#/components/responses/HeadersTooLarge"},"500":{"$ref":"#/components/responses/Internal"},"503":{"$ref":"#/components/responses/Unavailable"}}}},"/v1/tokens/{id}/rotation":{"parameters":[{"$ref":"#/components/parameters/token"},{"$ref":"#/components/parameters/Accept-Language"},{"$ref":"#/components/parameters/X-Request-Id"}],"post":{"operationId":"rotateToken","tags":["access"],"summary":"Change a token (令牌) of another system for a new one","description":"The new one has the same name, scopes and life. The old one works for 7 more days at most, so that the\nother system can be told in time. Sessions, tokens made at the server's own machine and tokens that have\nended answer 409.\n","responses":{"201":{"description":"The new token; the secret is shown only now.","headers":{"X-Request-Id":{"$ref":"#/components/headers/X-Request-Id"},"Cache-Control":{"$ref":"#/components/headers/Cache-Control"}},"content":{"application/json":{"schema":{"$ref":"#/components/schemas/TokenMade"},"example":{"token":"bk_int_0000000000000000000000000000002C8GjS","info":{"id":"018de0a1-7c00-7b01-8b01-5f0e6c1d0003","kind":"integration","name":"教务系统","accountId":"018de0a1-7c00-7a01-8b01-5f0e6c1d0005","role":"integration","school":"3100000001","scopes":["classes:write","scores:read","teachers:write"],"createdAt":"2025-02-20T06:10:00.000Z","expiresAt":"2026-02-20T06:10:00.000Z"},"oldExpiresAt":"2025-02-27T06:10:00.000Z"}}}},"400":{"$ref":"#/components/responses/BadRequest"},"401":{"$ref":"#/components/responses/Unauthenticated"},"403":{"$ref":"#/components/responses/Forbidden"},"404":{"$ref":"#/components/responses/NotFound"},"406":{"$ref":"#/components/responses/NotAcceptable"},"409":{"$ref":"#/components/responses/Conflict"},"429":{"$ref":"#/components/responses/TooManyRequests"},"431":{"$ref":"#/components/responses/HeadersTooLarge"},"500":{"$ref":"#/components/responses/Internal"},"503":{"$ref":"#/components/responses/Unavailable"}}}},"/v1/audit":{"parameters":[{"$ref":"#/components/parameters/Accept-Language"},{"$ref":"#/components/parameters/X-Request-Id"}],"get":{"operationId":"listAudit","tags":["audit"],"summary":"The record (审计) of who did what, newest first","description":"For administrators: every change of a document and every event of access. Each entry is hashed with the\none before it, so that nothing in between can be changed or taken out unseen. A parameter that is not\nlisted here answers 400, and so does a cursor that was given for other filters. A page looks at no more than\n5,000 entries for those that fit `account`, `from`, `to` and an action on documents: then it may hold fewer than `limit`,\nor none, and `next` leads on.\n","parameters":[{"name":"school","in":"query","description":"Whose record, a school's (学校) or a district's (区县); by default the caller's own, for the server's administrator the server's.","schema":{"$ref":"#/components/schemas/SchoolId"}},{"name":"account","in":"query","description":"Only what this account (账号) did.","schema":{"type":"string"}},{"name":"action","in":"query","description":"Only this action (审计动作).","schema":{"$ref":"#/components/schemas/AuditActions"}},{"name":"from","in":"query","description":"Only entries of this instant or later.","schema":{"$ref":"#/components/schemas/Instant"}},{"name":"to","in":"query","description":"Only entries of this instant or earlier.","schema":{"$ref":"#/components/schemas/Instant"}},{"name":"limit","in":"query","description":"How many entries a page holds at most.","schema":{"type":"integer","minimum":1,"maximum":500,"default":50}},{"name":"cursor","in":"query","description":"The `next` of the page before, with the same filters.","schema":{"type":"string"}}],"responses":{"200":{"description":"A page.","headers":{"X-Request-Id":{"$ref":"#/components/headers/X-Request-Id"},"Cache-Control":{"$ref":"#/components/headers/Cache-Control"}},"content":{"application/json":{"schema":{"$ref":"#/components/schemas/AuditPage"},"example":{"items":[{"place":"1207.3","at":"2024-02-28T06:12:00.000Z","action":"students-read","accountId":"018de0a1-7c00-7a01-8b01-5f0e6c1d0004","kind":"score-sheets","id":"018de0a1-7c00-7808-8b01-5f0e6c1d0001","requestId":"018de0a1-7c00-7f00-8b01-5f0e6c1d0003","hash":"9f2c41d07b6e5a83c0d1f4e29a7755b10cbe63d84f1a2097ee35c6d8a4b0f713"},{"place":"1207.2","at":"2024-02-28T06:10:00.000Z","action":"logged-in","accountId":"018de0a1-7c00-7a01-8b01-5f0e6c1d0004","kind":"tokens","id":"018de0a1-7c00-7b01-8b01-5f0e6c1d0001","requestId":"018de0a1-7c00-7f00-8b01-5f0e6c1d0002","hash":"1b80e6c35d9a4f72a6c8034be17f92d5508c3e6ab94d27f1c07e5a9d3862b4fc"}],"next":"eyJwIjoxMjA3fQ"}}}},"400":{"$ref":"#/components/responses/BadRequest"},"401":{"$ref":"#/components/responses/Unauthenticated"},"403":{"$ref":"#/components/responses/Forbidden"},"404":{"$ref":"#/components/responses/NotFound"},"406":{"$ref":"#/components/responses/NotAcceptable"},"429":{"$ref":"#/components/responses/TooManyRequests"},"431":{"$ref":"#/components/responses/HeadersTooLarge"},"500":{"$ref":"#/components/responses/Internal"},"503":{"$ref":"#/components/responses/Unavailable"}}}},"/v1/districts":{"parameters":[{"$ref":"#/components/parameters/Accept-Language"},{"$ref":"#/components/parameters/X-Request-Id"}],"get":{"operationId":"listDistricts","tags":["schools"],"summary":"The districts that the caller may see (区县)","responses":{"200":{"description":"The districts.","headers":{"X-Request-Id":{"$ref":"#/components/headers/X-Request-Id"}},"content":{"application/json":{"schema":{"$ref":"#/components/schemas/DistrictList"},"example":{"items":[{"id":"qinghe","name":"青禾区"}]}}}},"400":{"$ref":"#/components/responses/BadRequest"},"401":{"$ref":"#/components/responses/Unauthenticated"},"403":{"$ref":"#/components/responses/Forbidden"},"406":{"$ref":"#/components/responses/NotAcceptable"},"429":{"$ref":"#/components/responses/TooManyRequests"},"431":{"$ref":"#/components/responses/HeadersTooLarge"},"500":{"$ref":"#/components/responses/Internal"},"503":{"$ref":"#/components/responses/Unavailable"}}},"post":{"operationId":"createDistrict","tags":["schools"],"summary":"Make a district (区县); the server's administrator only","description":"An id that a district or a school has answers 409.","requestBody":{"required":true,"content":{"application/json":{"schema":{"$ref":"#/components/schemas/District"},"example":{"id":"qinghe","name":"青禾区"}}}},"responses":{"201":{"description":"It was made.","headers":{"X-Request-Id":{"$ref":"#/components/headers/X-Request-Id"}},"content":{"application/json":{"schema":{"$ref":"#/components/schemas/District"},"example":{"id":"qinghe","name":"青禾区"}}}},"400":{"$ref":"#/components/responses/BadRequest"},"401":{"$ref":"#/components/responses/Unauthenticated"},"403":{"$ref":"#/components/responses/Forbidden"},"406":{"$ref":"#/components/responses/NotAcceptable"},"408":{"$ref":"#/components/responses/Timeout"},"409":{"$ref":"#/components/responses/Conflict"},"413":{"$ref":"#/components/responses/TooLarge"},"415":{"$ref":"#/components/responses/UnsupportedMediaType"},"422":{"$ref":"#/components/responses/Invalid"},"429":{"$ref":"#/components/responses/TooManyRequests"},"431":{"$ref":"#/components/responses/HeadersTooLarge"},"500":{"$ref":"#/components/responses/Internal"},"503":{"$ref":"#/components/responses/Unavailable"}}}},"/v1/descriptors":{"parameters":[{"$ref":"#/components/parameters/Accept-Language"},{"$ref":"#/components/parameters/X-Request-Id"}],"get":{"operationId":"listDescriptors","tags":["descriptors"],"summary":"All lists of codes (代码表)","responses":{"200":{"description":"Every list.","headers":{"X-Request-Id":{"$ref":"#/components/headers/X-Request-Id"}},"content":{"application/json":{"schema":{"$ref":"#/components/schemas/DescriptorList"},"example":{"items":[{"name":"stages","label":{"zh":"学段","en":"Stage"},"entries":[{"code":"primary","label":{"zh":"小学","en":"Primary"},"maps":[]},{"code":"junior","label":{"zh":"初中","en":"Junior secondary"},"maps":[]},{"code":"senior","label":{"zh":"高中","en":"Senior secondary"},"maps":[]}]}]}}}},"400":{"$ref":"#/components/responses/BadRequest"},"401":{"$ref":"#/components/responses/Unauthenticated"},"406":{"$ref":"#/components/responses/NotAcceptable"},"429":{"$ref":"#/components/responses/TooManyRequests"},"431":{"$ref":"#/components/responses/HeadersTooLarge"},"500":{"$ref":"#/components/responses/Internal"},"503":{"$ref":"#/components/responses/Unavailable"}}}},"/v1/descriptors/{name}":{"parameters":[{"name":"name","in":"path","required":true,"schema":{"$ref":"#/components/schemas/DescriptorName"},"example":"genders"},{"$ref":"#/components/parameters/Accept-Language"},{"$ref":"#/components/parameters/X-Request-Id"}],"get":{"operationId":"getDescriptor","tags":["descriptors"],"summary":"One list of codes (代码表)","responses":{"200":{"description":"The list.","headers":{"X-Request-Id":{"$ref":"#/components/headers/X-Request-Id"}},"content":{"application/json":{"schema":{"$ref":"#/components/schemas/Descriptor"},"example":{"name":"genders","label":{"zh":"性别","en":"Gender"},"entries":[{"code":"1","label":{"zh":"男","en":"Male"},"maps":[{"system":"GB/T 2261.1","code":"1","verified":true}]}]}}}},"400":{"$ref":"#/components/responses/BadRequest"},"401":{"$ref":"#/components/responses/Unauthenticated"},"404":{"$ref":"#/components/responses/NotFound"},"406":{"$ref":"#/components/responses/NotAcceptable"},"429":{"$ref":"#/components/responses/TooManyRequests"},"431":{"$ref":"#/components/responses/HeadersTooLarge"},"500":{"$ref":"#/components/responses/Internal"},"503":{"$ref":"#/components/responses/Unavailable"}}}},"/v1/schools":{"parameters":[{"$ref":"#/components/parameters/Accept-Language"},{"$ref":"#/components/parameters/X-Request-Id"}],"get":{"operationId":"listSchools","tags":["schools"],"summary":"The schools that the caller may see (学校)","responses":{"200":{"description":"The schools.","headers":{"X-Request-Id":{"$ref":"#/components/headers/X-Request-Id"}},"content":{"application/json":{"schema":{"$ref":"#/components/schemas/SchoolList"},"example":{"items":[{"id":"3100000001","name":"青禾小学","district":"qinghe"}]}}}},"400":{"$ref":"#/components/responses/BadRequest"},"401":{"$ref":"#/components/responses/Unauthenticated"},"403":{"$ref":"#/components/responses/Forbidden"},"406":{"$ref":"#/components/responses/NotAcceptable"},"429":{"$ref":"#/components/responses/TooManyRequests"},"431":{"$ref":"#/components/responses/HeadersTooLarge"},"500":{"$ref":"#/components/responses/Internal"},"503":{"$ref":"#/components/responses/Unavailable"}}},"post":{"operationId":"createSchool","tags":["schools"],"summary":"Make a school (学校); the server's administrator only","description":"A district (区县) that there is not answers 422.","requestBody":{"required":true,"content":{"application/json":{"schema":{"$ref":"#/components/schemas/NewSchool"},"example":{"id":"3100000001","name":"青禾小学","district":"qinghe"}}}},"responses":{"201":{"description":"It was made.","headers":{"X-Request-Id":{"$ref":"#/components/headers/X-Request-Id"},"Location":{"$ref":"#/components/headers/Location"}},"content":{"application/json":{"schema":{"$ref":"#/components/schemas/School"},"example":{"id":"3100000001","name":"青禾小学","district":"qinghe"}}}},"400":{"$ref":"#/components/responses/BadRequest"},"401":{"$ref":"#/components/responses/Unauthenticated"},"403":{"$ref":"#/components/responses/Forbidden"},"406":{"$ref":"#/components/responses/NotAcceptable"},"408":{"$ref":"#/components/responses/Timeout"},"409":{"$ref":"#/components/responses/Conflict"},"413":{"$ref":"#/components/responses/TooLarge"},"415":{"$ref":"#/components/responses/UnsupportedMediaType"},"422":{"$ref":"#/components/responses/Invalid"},"429":{"$ref":"#/components/responses/TooManyRequests"},"431":{"$ref":"#/components/responses/HeadersTooLarge"},"500":{"$ref":"#/components/responses/Internal"},"503":{"$ref":"#/components/responses/Unavailable"}}}},"/v1/schools/{school}":{"parameters":[{"$ref":"#/components/parameters/school"},{"$ref":"#/components/parameters/Accept-Language"},{"$ref":"#/components/parameters/X-Request-Id"}],"get":{"operationId":"getSchool","tags":["schools"],"summary":"One school (学校)","responses":{"200":{"description":"The school.","headers":{"X-Request-Id":{"$ref":"#/components/headers/X-Request-Id"}},"content":{"application/json":{"schema":{"$ref":"#/components/schemas/School"},"example":{"id":"3100000001","name":"青禾小学","district":"qinghe"}}}},"400":{"$ref":"#/components/responses/BadRequest"},"401":{"$ref":"#/components/responses/Unauthenticated"},"403":{"$ref":"#/components/responses/Forbidden"},"404":{"$ref":"#/components/responses/NotFound"},"406":{"$ref":"#/components/responses/NotAcceptable"},"429":{"$ref":"#/components/responses/TooManyRequests"},"431":{"$ref":"#/components/responses/HeadersTooLarge"},"500":{"$ref":"#/components/responses/Internal"},"503":{"$ref":"#/components/responses/Unavailable"}}},"put":{"operationId":"renameSchool","tags":["schools"],"summary":"Give a school (学校) another name or district (区县); its id never changes","description":"Only the server's administrator may change the district or leave it out; from others that answers 409.\nOne that there is not answers 422.\n","requestBody":{"required":true,"content":{"application/json":{"schema":{"$ref":"#/components/schemas/School"},"example":{"id":"3100000001","name":"青禾实验小学","district":"qinghe"}}}},"responses":{"200":{"description":"The school as it is now.","headers":{"X-Request-Id":{"$ref":"#/components/headers/X-Request-Id"}},"content":{"application/json":{"schema":{"$ref":"#/components/schemas/School"},"example":{"id":"3100000001","name":"青禾实验小学","district":"qinghe"}}}},"400":{"$ref":"#/components/responses/BadRequest"},"401":{"$ref":"#/components/responses/Unauthenticated"},"403":{"$ref":"#/components/responses/Forbidden"},"404":{"$ref":"#/components/responses/NotFound"},"406":{"$ref":"#/components/responses/NotAcceptable"},"408":{"$ref":"#/components/responses/Timeout"},"409":{"$ref":"#/components/responses/Conflict"},"413":{"$ref":"#/components/responses/TooLarge"},"415":{"$ref":"#/components/responses/UnsupportedMediaType"},"422":{"$ref":"#/components/responses/Invalid"},"429":{"$ref":"#/components/responses/TooManyRequests"},"431":{"$ref":"#/components/responses/HeadersTooLarge"},"500":{"$ref":"#/components/responses/Internal"},"503":{"$ref":"#/components/responses/Unavailable"}}}},"/v1/schools/{school}/{kind}":{"parameters":[{"$ref":"#/components/parameters/school"},{"$ref":"#/components/parameters/kind"},{"$ref":"#/components/parameters/Accept-Language"},{"$ref":"#/components/parameters/X-Request-Id"}],"get":{"operationId":"listDocuments","tags":["documents"],"summary":"Documents (文档) of a kind, page by page","description":"Deleted documents are left out. A page holds at most `limit` documents and about 4 MiB, never less than one,\nunless it looked at 5,000 documents for those that fit: then it may hold fewer, or none. In each case `next`\nleads on. A parameter that is not listed here answers 400, and so does a cursor that was given for other\nfilters.\n","parameters":[{"name":"group","in":"query","description":"Only documents of this group (备课组).","schema":{"$ref":"#/components/schemas/DocumentId"}},{"name":"term","in":"query","description":"Only documents of this term (学期).","schema":{"$ref":"#/components/schemas/TermCode"}},{"name":"state","in":"query","description":"Only documents in this state (状态).","schema":{"$ref":"#/components/schemas/DocumentStates"}},{"name":"from","in":"query","description":"Only documents about this day or a later one.","schema":{"$ref":"#/components/schemas/Day"}},{"name":"to","in":"query","description":"Only documents about this day or an earlier one.","schema":{"$ref":"#/components/schemas/Day"}},{"name":"updatedSince","in":"query","description":"Only documents that were changed at this instant or later.","schema":{"$ref":"#/components/schemas/Instant"}},{"name":"q","in":"query","description":"Only documents whose title contains this text. Goes with `group` or `term`.","schema":{"type":"string"}},{"name":"sort","in":"query","description":"What the list is ordered by; a minus turns it round. `id` by default; where neither `group` nor `term` is\ngiven, `day` with `from` or `to` and `updated` with `updatedSince`. Another order than by id goes with\n`group`, `term`, `from`, `to` or `updatedSince`.\n","schema":{"type":"string","enum":["id","-id","updated","-updated","day","-day"]}},{"name":"limit","in":"query","description":"How many documents a page holds at most.","schema":{"type":"integer","minimum":1,"maximum":500,"default":50}},{"name":"cursor","in":"query","description":"The `next` of the page before, with the same filters and order.","schema":{"type":"string"}}],"responses":{"200":{"description":"A page.","headers":{"X-Request-Id":{"$ref":"#/components/headers/X-Request-Id"},"Cache-Control":{"$ref":"#/components/headers/Cache-Control"},"Link":{"$ref":"#/components/headers/Link"}},"content":{"application/json":{"schema":{"$ref":"#/components/schemas/DocumentPage"},"example":{"items":[{"kind":"teachers","id":"018de0a1-7c00-7202-8b01-5f0e6c1d0001","school":"3100000001","rev":7,"createdAt":"2024-02-20T01:00:00.000Z","updatedAt":"2024-02-28T06:10:00.000Z","updatedBy":"林晓岚","body":{"name":"周明远","subjects":["mathematics"]}}],"next":"eyJzIjo3fQ"}}}},"400":{"$ref":"#/components/responses/BadRequest"},"401":{"$ref":"#/components/responses/Unauthenticated"},"403":{"$ref":"#/components/responses/Forbidden"},"404":{"$ref":"#/components/responses/NotFound"},"406":{"$ref":"#/components/responses/NotAcceptable"},"429":{"$ref":"#/components/responses/TooManyRequests"},"431":{"$ref":"#/components/responses/HeadersTooLarge"},"500":{"$ref":"#/components/responses/Internal"},"503":{"$ref":"#/components/responses/Unavailable"}}},"post":{"operationId":"createDocument","tags":["documents"],"summary":"Make a document (文档) whose id the server chooses","description":"For systems that keep no ids of their own; who writes offline makes the id and uses PUT or the sync.\nWith an `Idempotency-Key` a repeated request answers as the first did and makes nothing new.\n","parameters":[{"name":"Idempotency-Key","in":"header","description":"Any text of the caller's, remembered for 24 hours: with another body 422, while the first request\nis still running 409.\n","schema":{"type":"string","minLength":1,"maxLength":200}}],"requestBody":{"$ref":"#/components/requestBodies/Body"},"responses":{"201":{"$ref":"#/components/responses/CreatedDocument"},"400":{"$ref":"#/components/responses/BadRequest"},"401":{"$ref":"#/components/responses/Unauthenticated"},"403":{"$ref":"#/components/responses/Forbidden"},"404":{"$ref":"#/components/responses/NotFound"},"406":{"$ref":"#/components/responses/NotAcceptable"},"408":{"$ref":"#/components/responses/Timeout"},"409":{"$ref":"#/components/responses/Conflict"},"413":{"$ref":"#/components/responses/TooLarge"},"415":{"$ref":"#/components/responses/UnsupportedMediaType"},"422":{"$ref":"#/components/responses/Invalid"},"429":{"$ref":"#/components/responses/TooManyRequests"},"431":{"$ref":"#/components/responses/HeadersTooLarge"},"500":{"$ref":"#/components/responses/Internal"},"503":{"$ref":"#/components/responses/Unavailable"}}}},"/v1/schools/{school}/{kind}/{id}":{"parameters":[{"$ref":"#/components/parameters/school"},{"$ref":"#/components/parameters/kind"},{"$ref":"#/components/parameters/id"},{"$ref":"#/components/parameters/Accept-Language"},{"$ref":"#/components/parameters/X-Request-Id"}],"get":{"operationId":"getDocument","tags":["documents"],"summary":"One document (文档)","parameters":[{"name":"If-None-Match","in":"header","description":"The revs that the caller has; 304 when the document is still at one of them.","schema":{"type":"string"},"example":"\"7\""}],"responses":{"200":{"$ref":"#/components/responses/Document"},"304":{"description":"It is still at that rev.","headers":{"X-Request-Id":{"$ref":"#/components/headers/X-Request-Id"},"ETag":{"$ref":"#/components/headers/ETag"},"Cache-Control":{"$ref":"#/components/headers/Cache-Control"}}},"400":{"$ref":"#/components/responses/BadRequest"},"401":{"$ref":"#/components/responses/Unauthenticated"},"403":{"$ref":"#/components/responses/Forbidden"},"404":{"$ref":"#/components/responses/NotFound"},"406":{"$ref":"#/components/responses/NotAcceptable"},"410":{"$ref":"#/components/responses/Gone"},"429":{"$ref":"#/components/responses/TooManyRequests"},"431":{"$ref":"#/components/responses/HeadersTooLarge"},"500":{"$ref":"#/components/responses/Internal"},"503":{"$ref":"#/components/responses/Unavailable"}}},"put":{"operationId":"putDocument","tags":["documents"],"summary":"Make a document (文档) under its id, or write it anew","description":"`groupId` and `term` never change after creation. A document that is in somebody's hands (submitted,\napproved, archived) is changed by nobody until it is returned. Both answer 409.\n","parameters":[{"$ref":"#/components/parameters/If-Match-optional"},{"name":"If-None-Match","in":"header","description":"`*`: only make it; 412 when it is there.","schema":{"type":"string","enum":["*"]}}],"requestBody":{"$ref":"#/components/requestBodies/Body"},"responses":{"200":{"$ref":"#/components/responses/Document"},"201":{"$ref":"#/components/responses/CreatedDocument"},"400":{"$ref":"#/components/responses/BadRequest"},"401":{"$ref":"#/components/responses/Unauthenticated"},"403":{"$ref":"#/components/responses/Forbidden"},"404":{"$ref":"#/components/responses/NotFound"},"406":{"$ref":"#/components/responses/NotAcceptable"},"408":{"$ref":"#/components/responses/Timeout"},"409":{"$ref":"#/components/responses/Conflict"},"410":{"$ref":"#/components/responses/Gone"},"412":{"$ref":"#/components/responses/Stale"},"413":{"$ref":"#/components/responses/TooLarge"},"415":{"$ref":"#/components/responses/UnsupportedMediaType"},"422":{"$ref":"#/components/responses/Invalid"},"428":{"$ref":"#/components/responses/PreconditionRequired"},"429":{"$ref":"#/components/responses/TooManyRequests"},"431":{"$ref":"#/components/responses/HeadersTooLarge"},"500":{"$ref":"#/components/responses/Internal"},"503":{"$ref":"#/components/responses/Unavailable"}}},"patch":{"operationId":"patchDocument","tags":["documents"],"summary":"Change members of a document (文档)","parameters":[{"$ref":"#/components/parameters/If-Match"}],"requestBody":{"required":true,"content":{"application/merge-patch+json":{"schema":{"$ref":"#/components/schemas/MergePatch"},"example":{"place":"二楼会议室","remarks":null}}}},"responses":{"200":{"$ref":"#/components/responses/Document"},"400":{"$ref":"#/components/responses/BadRequest"},"401":{"$ref":"#/components/responses/Unauthenticated"},"403":{"$ref":"#/components/responses/Forbidden"},"404":{"$ref":"#/components/responses/NotFound"},"406":{"$ref":"#/components/responses/NotAcceptable"},"408":{"$ref":"#/components/responses/Timeout"},"409":{"$ref":"#/components/responses/Conflict"},"410":{"$ref":"#/components/responses/Gone"},"412":{"$ref":"#/components/responses/Stale"},"413":{"$ref":"#/components/responses/TooLarge"},"415":{"$ref":"#/components/responses/UnsupportedMediaType"},"422":{"$ref":"#/components/responses/Invalid"},"428":{"$ref":"#/components/responses/PreconditionRequired"},"429":{"$ref":"#/components/responses/TooManyRequests"},"431":{"$ref":"#/components/responses/HeadersTooLarge"},"500":{"$ref":"#/components/responses/Internal"},"503":{"$ref":"#/components/responses/Unavailable"}}},"delete":{"operationId":"deleteDocument","tags":["documents"],"summary":"Delete a document (文档)","description":"Its id is never used again; `restore` brings it back. A group, a term, a class and a test are not deleted while\na living document names them, nor a teacher while a membership, a headship or an account of today or later\ndoes: 409 `in-use`.\n","parameters":[{"$ref":"#/components/parameters/If-Match"}],"responses":{"200":{"description":"It is deleted, and something should be looked at, such as how many documents go on naming a teacher.","headers":{"X-Request-Id":{"$ref":"#/components/headers/X-Request-Id"},"Cache-Control":{"$ref":"#/components/headers/Cache-Control"}},"content":{"application/json":{"schema":{"$ref":"#/components/schemas/DocumentWarnings"},"example":{"warnings":[{"pointer":"","code":"still-named","detail":"还有 12 份文档提到已删除的教师，那里只剩编号"}]}}}},"204":{"description":"It is deleted.","headers":{"X-Request-Id":{"$ref":"#/components/headers/X-Request-Id"}}},"400":{"$ref":"#/components/responses/BadRequest"},"401":{"$ref":"#/components/responses/Unauthenticated"},"403":{"$ref":"#/components/responses/Forbidden"},"404":{"$ref":"#/components/responses/NotFound"},"406":{"$ref":"#/components/responses/NotAcceptable"},"409":{"$ref":"#/components/responses/Conflict"},"410":{"$ref":"#/components/responses/Gone"},"412":{"$ref":"#/components/responses/Stale"},"428":{"$ref":"#/components/responses/PreconditionRequired"},"429":{"$ref":"#/components/responses/TooManyRequests"},"431":{"$ref":"#/components/responses/HeadersTooLarge"},"500":{"$ref":"#/components/responses/Internal"},"503":{"$ref":"#/components/responses/Unavailable"}}}},"/v1/schools/{school}/{kind}/{id}/history":{"parameters":[{"$ref":"#/components/parameters/school"},{"$ref":"#/components/parameters/kind"},{"$ref":"#/components/parameters/id"},{"$ref":"#/components/parameters/Accept-Language"},{"$ref":"#/components/parameters/X-Request-Id"}],"get":{"operationId":"getHistory","tags":["documents"],"summary":"Every rev of a document (文档), newest first","parameters":[{"name":"limit","in":"query","description":"How many revs a page holds at most.","schema":{"type":"integer","minimum":1,"maximum":500,"default":50}},{"name":"before","in":"query","description":"Only revs below this one; the `next` of the page before.","schema":{"$ref":"#/components/schemas/Rev"}}],"responses":{"200":{"description":"A page; each document as it was, and deletions as what is left of it, with what was said with the change. It holds at most `limit` revs and about 4 MiB, never less than one.","headers":{"X-Request-Id":{"$ref":"#/components/headers/X-Request-Id"},"Cache-Control":{"$ref":"#/components/headers/Cache-Control"}},"content":{"application/json":{"schema":{"$ref":"#/components/schemas/HistoryPage"},"example":{"items":[{"kind":"teachers","id":"018de0a1-7c00-7202-8b01-5f0e6c1d0001","rev":8,"deleted":true,"updatedAt":"2024-03-01T02:00:00.000Z","updatedBy":"林晓岚"},{"kind":"teachers","id":"018de0a1-7c00-7202-8b01-5f0e6c1d0001","school":"3100000001","rev":7,"createdAt":"2024-02-20T01:00:00.000Z","updatedAt":"2024-02-28T06:10:00.000Z","updatedBy":"林晓岚","body":{"name":"周明远","subjects":["mathematics"]}}]}}}},"400":{"$ref":"#/components/responses/BadRequest"},"401":{"$ref":"#/components/responses/Unauthenticated"},"403":{"$ref":"#/components/responses/Forbidden"},"404":{"$ref":"#/components/responses/NotFound"},"406":{"$ref":"#/components/responses/NotAcceptable"},"429":{"$ref":"#/components/responses/TooManyRequests"},"431":{"$ref":"#/components/responses/HeadersTooLarge"},"500":{"$ref":"#/components/responses/Internal"},"503":{"$ref":"#/components/responses/Unavailable"}}}},"/v1/schools/{school}/{kind}/{id}/history/{rev}":{"parameters":[{"$ref":"#/components/parameters/school"},{"$ref":"#/components/parameters/kind"},{"$ref":"#/components/parameters/id"},{"name":"rev","in":"path","required":true,"schema":{"$ref":"#/components/schemas/Rev"},"example":7},{"$ref":"#/components/parameters/Accept-Language"},{"$ref":"#/components/parameters/X-Request-Id"}],"get":{"operationId":"getRevision","tags":["documents"],"summary":"A document (文档) as it was at a rev","responses":{"200":{"description":"The document, or for the rev that deleted it what is left of it.","headers":{"X-Request-Id":{"$ref":"#/components/headers/X-Request-Id"},"ETag":{"$ref":"#/components/headers/ETag"},"Cache-Control":{"$ref":"#/components/headers/Cache-Control"}},"content":{"application/json":{"schema":{"$ref":"#/components/schemas/Change"},"example":{"kind":"teachers","id":"018de0a1-7c00-7202-8b01-5f0e6c1d0001","school":"3100000001","rev":7,"createdAt":"2024-02-20T01:00:00.000Z","updatedAt":"2024-02-28T06:10:00.000Z","updatedBy":"林晓岚","body":{"name":"周明远","subjects":["mathematics"]}}}}},"400":{"$ref":"#/components/responses/BadRequest"},"401":{"$ref":"#/components/responses/Unauthenticated"},"403":{"$ref":"#/components/responses/Forbidden"},"404":{"$ref":"#/components/responses/NotFound"},"406":{"$ref":"#/components/responses/NotAcceptable"},"429":{"$ref":"#/components/responses/TooManyRequests"},"431":{"$ref":"#/components/responses/HeadersTooLarge"},"500":{"$ref":"#/components/responses/Internal"},"503":{"$ref":"#/components/responses/Unavailable"}}}},"/v1/schools/{school}/{kind}/{id}/warnings":{"parameters":[{"$ref":"#/components/parameters/school"},{"$ref":"#/components/parameters/kind"},{"$ref":"#/components/parameters/id"},{"$ref":"#/components/parameters/Accept-Language"},{"$ref":"#/components/parameters/X-Request-Id"}],"get":{"operationId":"getWarnings","tags":["documents"],"summary":"What should be looked at in a document (文档) as it is now","description":"What answers to writes say in `warnings`, worked out afresh: private numbers in texts, a day outside the term or\non a holiday, a week that contradicts its day, terms that overlap, a group without a leader or with two, a test\nthat the rules of compulsory schooling don't allow, a time zone that there is not.\n","responses":{"200":{"description":"The warnings; often none.","headers":{"X-Request-Id":{"$ref":"#/components/headers/X-Request-Id"},"Cache-Control":{"$ref":"#/components/headers/Cache-Control"}},"content":{"application/json":{"schema":{"$ref":"#/components/schemas/DocumentWarnings"},"example":{"warnings":[{"pointer":"/week","code":"week-mismatch","detail":"2024-05-10 是第11周，这里写第3周"}]}}}},"400":{"$ref":"#/components/responses/BadRequest"},"401":{"$ref":"#/components/responses/Unauthenticated"},"403":{"$ref":"#/components/responses/Forbidden"},"404":{"$ref":"#/components/responses/NotFound"},"410":{"$ref":"#/components/responses/Gone"},"429":{"$ref":"#/components/responses/TooManyRequests"},"431":{"$ref":"#/components/responses/HeadersTooLarge"},"500":{"$ref":"#/components/responses/Internal"},"503":{"$ref":"#/components/responses/Unavailable"}}}},"/v1/schools/{school}/{kind}/{id}/transitions":{"parameters":[{"$ref":"#/components/parameters/school"},{"$ref":"#/components/parameters/kind"},{"$ref":"#/components/parameters/id"},{"$ref":"#/components/parameters/Accept-Language"},{"$ref":"#/components/parameters/X-Request-Id"}],"post":{"operationId":"moveDocument","tags":["documents"],"summary":"Hand in, return, approve or archive a document (提交 退回 通过 归档)","parameters":[{"$ref":"#/components/parameters/If-Match"}],"requestBody":{"required":true,"content":{"application/json":{"schema":{"$ref":"#/components/schemas/Transition"},"example":{"to":"returned","comment":"表2少了第三周，请补上。"}}}},"responses":{"200":{"$ref":"#/components/responses/Document"},"400":{"$ref":"#/components/responses/BadRequest"},"401":{"$ref":"#/components/responses/Unauthenticated"},"403":{"$ref":"#/components/responses/Forbidden"},"404":{"$ref":"#/components/responses/NotFound"},"406":{"$ref":"#/components/responses/NotAcceptable"},"408":{"$ref":"#/components/responses/Timeout"},"409":{"$ref":"#/components/responses/Conflict"},"410":{"$ref":"#/components/responses/Gone"},"412":{"$ref":"#/components/responses/Stale"},"413":{"$ref":"#/components/responses/TooLarge"},"415":{"$ref":"#/components/responses/UnsupportedMediaType"},"422":{"$ref":"#/components/responses/Invalid"},"428":{"$ref":"#/components/responses/PreconditionRequired"},"429":{"$ref":"#/components/responses/TooManyRequests"},"431":{"$ref":"#/components/responses/HeadersTooLarge"},"500":{"$ref":"#/components/responses/Internal"},"503":{"$ref":"#/components/responses/Unavailable"}}}},"/v1/schools/{school}/{kind}/{id}/restore":{"parameters":[{"$ref":"#/components/parameters/school"},{"$ref":"#/components/parameters/kind"},{"$ref":"#/components/parameters/id"},{"$ref":"#/components/parameters/Accept-Language"},{"$ref":"#/components/parameters/X-Request-Id"}],"post":{"operationId":"restoreDocument","tags":["documents"],"summary":"Bring a deleted document (文档) back as a draft","description":"With the body that is sent, or without one with the last that it had. `If-Match` is the rev of the\ntombstone. A document that is not deleted answers 409; one whose content is no longer kept, 410.\n","parameters":[{"$ref":"#/components/parameters/If-Match"}],"requestBody":{"description":"The body to come back with; absent for the last one.","content":{"application/json":{"schema":{"$ref":"#/components/schemas/Body"},"example":{"name":"周明远","subjects":["mathematics"]}}}},"responses":{"200":{"$ref":"#/components/responses/Document"},"400":{"$ref":"#/components/responses/BadRequest"},"401":{"$ref":"#/components/responses/Unauthenticated"},"403":{"$ref":"#/components/responses/Forbidden"},"404":{"$ref":"#/components/responses/NotFound"},"406":{"$ref":"#/components/responses/NotAcceptable"},"408":{"$ref":"#/components/responses/Timeout"},"409":{"$ref":"#/components/responses/Conflict"},"410":{"$ref":"#/components/responses/Gone"},"412":{"$ref":"#/components/responses/StaleRestore"},"413":{"$ref":"#/components/responses/TooLarge"},"415":{"$ref":"#/components/responses/UnsupportedMediaType"},"422":{"$ref":"#/components/responses/Invalid"},"428":{"$ref":"#/components/responses/PreconditionRequired"},"429":{"$ref":"#/components/responses/TooManyRequests"},"431":{"$ref":"#/components/responses/HeadersTooLarge"},"500":{"$ref":"#/components/responses/Internal"},"503":{"$ref":"#/components/responses/Unavailable"}}}},"/v1/schools/{school}/sync/push":{"parameters":[{"$ref":"#/components/parameters/school"},{"$ref":"#/components/parameters/Accept-Language"},{"$ref":"#/components/parameters/X-Request-Id"}],"post":{"operationId":"pushMutations","tags":["sync"],"summary":"Send a batch of changes (推送)","description":"`(client, n)` is the identity of a mutation for ever: sending it again does nothing twice and answers\nas the first time, with `replayed`. A batch that is taken answers 207 with one final result for each\nmutation; an entry that is no proper mutation gets 422 for itself. 503 means that nothing of the batch\nwas applied. 409 `mutation-gap` carries `lastN`; 409 `epoch-changed` means that the server was\nrestored from a backup; 422 `mutation-reused` means that the same `n` had other content, as after\ncopying a laptop: the client takes a new id. Documents that stand in the way (412) are shown while the answer\nhas room for them, about 4 MiB; of the others `current` is a path to fetch them from.\n","requestBody":{"required":true,"content":{"application/json":{"schema":{"$ref":"#/components/schemas/PushRequest"},"example":{"client":"018de0a1-7c00-7c00-8b01-5f0e6c1d0001","epoch":"k3v9","mutations":[{"n":41,"op":"create","kind":"teachers","id":"018de0a1-7c00-7202-8b01-5f0e6c1d0006","base":null,"body":{"name":"陶然","title":"一级教师 13800000000","subjects":["mathematics"]}},{"n":42,"op":"delete","kind":"duties","id":"018de0a1-7c00-7606-8b01-5f0e6c1d0003","base":3},{"n":43,"op":"transition","kind":"plans","id":"018de0a1-7c00-7707-8b01-5f0e6c1d0001","base":2,"to":"submitted","comment":null}]}}}},"responses":{"207":{"description":"The batch was taken.","headers":{"X-Request-Id":{"$ref":"#/components/headers/X-Request-Id"},"Cache-Control":{"$ref":"#/components/headers/Cache-Control"}},"content":{"application/json":{"schema":{"$ref":"#/components/schemas/PushResponse"},"example":{"epoch":"k3v9","lastN":43,"results":[{"n":41,"status":201,"rev":1,"warnings":[{"pointer":"/title","code":"phone-number","detail":"Title seems to hold a phone number; take it out"}]},{"n":42,"status":410,"problem":{"type":"/problems/gone","title":"Deleted","status":410,"detail":"林晓岚 has deleted it; it can be restored","tombstone":{"rev":4,"updatedAt":"2024-03-01T02:00:00.000Z","updatedBy":"林晓岚"}}},{"n":43,"status":200,"rev":3,"replayed":true}]}}}},"400":{"$ref":"#/components/responses/BadRequest"},"401":{"$ref":"#/components/responses/Unauthenticated"},"403":{"$ref":"#/components/responses/Forbidden"},"404":{"$ref":"#/components/responses/NotFound"},"406":{"$ref":"#/components/responses/NotAcceptable"},"408":{"$ref":"#/components/responses/Timeout"},"409":{"$ref":"#/components/responses/Conflict"},"413":{"$ref":"#/components/responses/TooLarge"},"415":{"$ref":"#/components/responses/UnsupportedMediaType"},"422":{"$ref":"#/components/responses/Invalid"},"429":{"$ref":"#/components/responses/TooManyRequests"},"431":{"$ref":"#/components/responses/HeadersTooLarge"},"500":{"$ref":"#/components/responses/Internal"},"503":{"$ref":"#/components/responses/Unavailable"}}}},"/v1/schools/{school}/sync/changes":{"parameters":[{"$ref":"#/components/parameters/school"},{"$ref":"#/components/parameters/Accept-Language"},{"$ref":"#/components/parameters/X-Request-Id"}],"get":{"operationId":"listChanges","tags":["sync"],"summary":"What has changed since a cursor (变更)","description":"Each document that the caller may see occurs once, at its newest rev, in the order of the commits. The\nschool's own documents belong to the feed of every group and every term. A page holds at most `limit` changes\nand about 4 MiB, never less than one, unless it looked at 5,000 documents for those that fit; `hasMore` says\nwhether to go on. A cursor knows the last change that it passed: where another stands there, or none, as after\na backup was put back by hand, the answer is 410 `cursor-gone`.\n","parameters":[{"name":"cursor","in":"query","description":"The `cursor` of the page before, with the same filters; absent to read from the beginning.","schema":{"type":"string"}},{"name":"limit","in":"query","description":"How many changes a page holds at most.","schema":{"type":"integer","minimum":1,"maximum":500,"default":200}},{"name":"group","in":"query","description":"Only documents of this group (备课组) and of the school.","schema":{"$ref":"#/components/schemas/DocumentId"}},{"name":"term","in":"query","description":"Only documents of this term (学期) and of no term.","schema":{"$ref":"#/components/schemas/TermCode"}},{"name":"kinds","in":"query","description":"Only documents of these kinds, separated by commas.","style":"form","explode":false,"schema":{"type":"array","items":{"$ref":"#/components/schemas/KindName"}},"example":["plans","minutes"]},{"name":"wait","in":"query","description":"How many seconds to wait for something new when there is nothing.","schema":{"type":"integer","minimum":0,"maximum":30,"default":0}}],"responses":{"200":{"description":"A page; `hasMore` says whether to ask again at once.","headers":{"X-Request-Id":{"$ref":"#/components/headers/X-Request-Id"},"Cache-Control":{"$ref":"#/components/headers/Cache-Control"}},"content":{"application/json":{"schema":{"$ref":"#/components/schemas/ChangesPage"},"example":{"changes":[{"kind":"teachers","id":"018de0a1-7c00-7202-8b01-5f0e6c1d0001","school":"3100000001","rev":7,"createdAt":"2024-02-20T01:00:00.000Z","updatedAt":"2024-02-28T06:10:00.000Z","updatedBy":"林晓岚","body":{"name":"周明远","subjects":["mathematics"]}},{"kind":"duties","id":"018de0a1-7c00-7606-8b01-5f0e6c1d0003","rev":4,"deleted":true,"updatedAt":"2024-03-01T02:00:00.000Z","updatedBy":"林晓岚"}],"cursor":"eyJzIjo5fQ","hasMore":false,"epoch":"k3v9"}}}},"406":{"$ref":"#/components/responses/NotAcceptable"},"410":{"$ref":"#/components/responses/CursorGone"},"400":{"$ref":"#/components/responses/BadRequest"},"401":{"$ref":"#/components/responses/Unauthenticated"},"403":{"$ref":"#/components/responses/Forbidden"},"404":{"$ref":"#/components/responses/NotFound"},"429":{"$ref":"#/components/responses/TooManyRequests"},"431":{"$ref":"#/components/responses/HeadersTooLarge"},"500":{"$ref":"#/components/responses/Internal"},"503":{"$ref":"#/components/responses/Unavailable"}}}},"/v1/schools/{school}/tests/{id}/statistics":{"parameters":[{"$ref":"#/components/parameters/school"},{"$ref":"#/components/parameters/id"},{"$ref":"#/components/parameters/Accept-Language"},{"$ref":"#/components/parameters/X-Request-Id"}],"get":{"operationId":"getStatistics","tags":["tests"],"summary":"The level of a test's students (质量分析), together and by class","description":"Computed from exact integers and not rounded. A figure that is undefined is `null`, and `reasons`\nbeside it says why. The district's administrator (区县) may ask too, and so may a token with\n`reports:read`. Who may not see rows is told of *atoms*: classes with fewer than fifteen tested students are\njoined with others, once and for all, and the answer to a question for one of them is that of its atom. They\nname one class or none, and no other `bandWidth` than the default (403). Where a school has fewer than\nfifteen tested students altogether they get `enrolled`, `n`, `testedRate`, `mean`, `scoreRate` and\n`overAverage`; with fewer than five nothing, and `withheld` counts the school. What is not told is `null`\nwith the reason `too-few-to-show`; `status` always is, since absent and void stand together as `enrolled`\nless `n`.\n","parameters":[{"name":"class","in":"query","description":"Only these classes (班级); order and repetition don't matter, an unknown class answers 404.","style":"form","explode":true,"schema":{"type":"array","items":{"$ref":"#/components/schemas/DocumentId"}}},{"name":"basis","in":"query","description":"What rates are a share of, those tested or all who were to be tested. Changes nothing else.","schema":{"$ref":"#/components/schemas/RateBasis"}},{"name":"bandWidth","in":"query","description":"How many marks wide a band (分数段) is.","schema":{"type":"integer","minimum":1,"maximum":100,"default":10}}],"responses":{"200":{"description":"The figures and how they are meant.","headers":{"X-Request-Id":{"$ref":"#/components/headers/X-Request-Id"},"Cache-Control":{"$ref":"#/components/headers/Cache-Control"}},"content":{"application/json":{"schema":{"$ref":"#/components/schemas/TestStatistics"},"example":{"testId":"018de0a1-7c00-7505-8b01-5f0e6c1d0001","title":"“简易方程”随堂练习","fullMark":100,"thresholds":{"excellent":0.85,"good":0.75,"pass":0.6,"low":0.4},"conventions":{"sd":"population: n; sample: n - 1","quantiles":"type 7","thresholds":"inclusive, not rounded; low is below","basis":"tested","bandWidth":10,"rounding":"none"},"all":{"n":5,"enrolled":6,"status":{"present":5,"absent":1,"exempt":0,"deferred":0,"void":0,"transferred":0},"testedRate":0.8333333333333334,"mean":80,"scoreRate":0.8,"paperDifficulty":0.8,"max":100,"min":60,"range":40,"median":80,"q1":70,"q3":90,"mode":null,"sdPopulation":14.142135623730951,"sdSample":15.811388300841896,"cvPopulation":0.1767766952966369,"cvSample":0.1976423537605237,"skewnessPopulation":0,"skewnessSample":0,"kurtosisPopulation":-1.3,"kurtosisSample":-1.2,"upperThird":95,"lowerThird":65,"rates":{"excellent":{"count":2,"rate":0.4,"ofEnrolled":0.3333333333333333},"goodBand":{"count":1,"rate":0.2,"ofEnrolled":0.16666666666666666},"goodOrAbove":{"count":3,"rate":0.6,"ofEnrolled":0.5},"pass":{"count":5,"rate":1,"ofEnrolled":0.8333333333333334},"low":{"count":0,"rate":0,"ofEnrolled":0}},"grades":{"A":2,"B":1,"C":2,"D":0},"bands":[{"from":100,"to":100,"count":1},{"from":90,"to":100,"count":1},{"from":80,"to":90,"count":1},{"from":70,"to":80,"count":1},{"from":60,"to":70,"count":1},{"from":50,"to":60,"count":0},{"from":40,"to":50,"count":0},{"from":30,"to":40,"count":0},{"from":20,"to":30,"count":0},{"from":10,"to":20,"count":0},{"from":0,"to":10,"count":0}],"unreliable":["paperDifficulty"],"reasons":{"mode":"no-repeated-score"}},"classes":[{"classId":"018de0a1-7c00-7101-8b01-5f0e6c1d0003","label":{"zh":"五3","en":"5-3"},"sheetId":"018de0a1-7c00-7808-8b01-5f0e6c1d0001","statistics":{"n":5,"enrolled":6,"status":{"present":5,"absent":1,"exempt":0,"deferred":0,"void":0,"transferred":0},"testedRate":0.8333333333333334,"mean":80,"scoreRate":0.8,"paperDifficulty":0.8,"max":100,"min":60,"range":40,"median":80,"q1":70,"q3":90,"mode":null,"sdPopulation":14.142135623730951,"sdSample":15.811388300841896,"cvPopulation":0.1767766952966369,"cvSample":0.1976423537605237,"skewnessPopulation":0,"skewnessSample":0,"kurtosisPopulation":-1.3,"kurtosisSample":-1.2,"upperThird":95,"lowerThird":65,"rates":{"excellent":{"count":2,"rate":0.4,"ofEnrolled":0.3333333333333333},"goodBand":{"count":1,"rate":0.2,"ofEnrolled":0.16666666666666666},"goodOrAbove":{"count":3,"rate":0.6,"ofEnrolled":0.5},"pass":{"count":5,"rate":1,"ofEnrolled":0.8333333333333334},"low":{"count":0,"rate":0,"ofEnrolled":0}},"grades":{"A":2,"B":1,"C":2,"D":0},"bands":[{"from":100,"to":100,"count":1},{"from":90,"to":100,"count":1},{"from":80,"to":90,"count":1},{"from":70,"to":80,"count":1},{"from":60,"to":70,"count":1},{"from":50,"to":60,"count":0},{"from":40,"to":50,"count":0},{"from":30,"to":40,"count":0},{"from":20,"to":30,"count":0},{"from":10,"to":20,"count":0},{"from":0,"to":10,"count":0}],"unreliable":["paperDifficulty"],"reasons":{"mode":"no-repeated-score"}},"overAverage":0,"reasons":{}}],"targets":[{"metric":"pass","target":0.95,"actual":1,"difference":0.05,"met":true,"reasons":{}}],"withheld":0}}}},"400":{"$ref":"#/components/responses/BadRequest"},"401":{"$ref":"#/components/responses/Unauthenticated"},"403":{"$ref":"#/components/responses/Forbidden"},"404":{"$ref":"#/components/responses/NotFound"},"406":{"$ref":"#/components/responses/NotAcceptable"},"429":{"$ref":"#/components/responses/TooManyRequests"},"431":{"$ref":"#/components/responses/HeadersTooLarge"},"500":{"$ref":"#/components/responses/Internal"},"503":{"$ref":"#/components/responses/Unavailable"}}}},"/v1/schools/{school}/tests/{id}/scores":{"parameters":[{"$ref":"#/components/parameters/school"},{"$ref":"#/components/parameters/id"},{"$ref":"#/components/parameters/Accept-Language"},{"$ref":"#/components/parameters/X-Request-Id"}],"post":{"operationId":"importScores","tags":["tests"],"summary":"Read the marks of a test from a file (导入成绩)","description":"All or nothing: either every row is right, or the answer names each wrong one by its record (the\nheader is record 1) and column as the file has it, and nothing changes; after 500 the rest is counted in\n`more`. Replaces the sheets (登分表) of the classes in the file, whole, so that a student who moved from one of\nthem to another is right. The first line names the columns 班级, 学生代码, 参考情况, 总分 and the numbers of the\ntest's items (1, 第1题, Q1, 1(4分)). Classes are of the test's grade. A code that differs from one of the\nclass's earlier sheet by leading zeros only is taken as that one; `notes` says so, and when item marks would\ngo. CSV is UTF-8 with or without a byte order mark, else GB18030; full-width digits are read as digits.\n","parameters":[{"name":"dryRun","in":"query","description":"Only say what would change.","schema":{"type":"boolean","default":false}}],"requestBody":{"required":true,"content":{"text/csv":{"schema":{"type":"string"},"example":"班级,学生代码,参考情况,总分,1,2,3,4\n五3,190301,正常,18.5,4,3.5,6,5\n五3,190303,缺考,,,,,\n"}}},"responses":{"200":{"description":"What was changed, or would be.","headers":{"X-Request-Id":{"$ref":"#/components/headers/X-Request-Id"}},"content":{"application/json":{"schema":{"$ref":"#/components/schemas/ImportResult"},"example":{"dryRun":false,"encoding":"UTF-8","sheets":[{"classId":"018de0a1-7c00-7101-8b01-5f0e6c1d0003","label":"五3","id":"018de0a1-7c00-7808-8b01-5f0e6c1d0001","rev":1,"rows":2,"added":2,"changed":0,"removed":0}],"notes":[]}}}},"400":{"$ref":"#/components/responses/BadRequest"},"401":{"$ref":"#/components/responses/Unauthenticated"},"403":{"$ref":"#/components/responses/Forbidden"},"404":{"$ref":"#/components/responses/NotFound"},"406":{"$ref":"#/components/responses/NotAcceptable"},"408":{"$ref":"#/components/responses/Timeout"},"409":{"$ref":"#/components/responses/Conflict"},"413":{"$ref":"#/components/responses/TooLarge"},"415":{"$ref":"#/components/responses/UnsupportedMediaType"},"422":{"$ref":"#/components/responses/Invalid"},"429":{"$ref":"#/components/responses/TooManyRequests"},"431":{"$ref":"#/components/responses/HeadersTooLarge"},"500":{"$ref":"#/components/responses/Internal"},"503":{"$ref":"#/components/responses/Unavailable"}}}}},"components":{"securitySchemes":{"token":{"type":"http","scheme":"bearer","description":"An opaque token, `bk_…`, that a log-in or an administrator gave out."}},"parameters":{"school":{"name":"school","in":"path","required":true,"description":"The school (学校).","schema":{"$ref":"#/components/schemas/SchoolId"},"example":"3100000001"},"kind":{"name":"kind","in":"path","required":true,"description":"The kind of document; every kind has the same paths.","schema":{"$ref":"#/components/schemas/KindName"},"example":"minutes"},"id":{"name":"id","in":"path","required":true,"description":"The document's id.","schema":{"$ref":"#/components/schemas/DocumentId"},"example":"018de0a1-7c00-7202-8b01-5f0e6c1d0001"},"account":{"name":"id","in":"path","required":true,"description":"The account's id.","schema":{"$ref":"#/components/schemas/DocumentId"},"example":"018de0a1-7c00-7a01-8b01-5f0e6c1d0002"},"token":{"name":"id","in":"path","required":true,"description":"The token's id, which is no secret.","schema":{"$ref":"#/components/schemas/DocumentId"},"example":"018de0a1-7c00-7b01-8b01-5f0e6c1d0002"},"If-Match":{"name":"If-Match","in":"header","required":true,"description":"The rev that the caller has seen, or a list of such. Without it 428, with none that is the current one 412. `W/\"7\"` and `\"7-gzip\"`, which compressing proxies make of an ETag, count as `\"7\"`.","schema":{"type":"string"},"example":"\"7\""},"If-Match-optional":{"name":"If-Match","in":"header","description":"The rev that the caller has seen, or a list of such; required when the document is there.","schema":{"type":"string"},"example":"\"7\""},"Accept-Language":{"name":"Accept-Language","in":"header","description":"The language of messages, Chinese (the default) or English.","schema":{"type":"string"},"example":"zh-CN"},"X-Request-Id":{"name":"X-Request-Id","in":"header","description":"A name for the request, which comes back in the answer and stands in the server's log and on record: 1 to 64 visible characters of ASCII but for quotes and backslashes. Any other is passed over for one of the server's.","schema":{"type":"string"}}},"headers":{"X-Request-Id":{"description":"The name of the request.","required":true,"schema":{"type":"string"}},"ETag":{"description":"The document's rev in quotes.","required":true,"schema":{"type":"string","pattern":"^\"[0-9]+\"$"},"example":"\"7\""},"Cache-Control":{"description":"Whether the answer may be kept.","required":true,"schema":{"type":"string"},"example":"private, no-cache"},"Link":{"description":"The next page, `rel=\"next\"`; absent on the last page.","schema":{"type":"string"}},"Location":{"description":"The path of what was made.","required":true,"schema":{"type":"string","format":"uri-reference"}},"Retry-After":{"description":"After how many seconds to ask again.","required":true,"schema":{"type":"integer","minimum":0}},"RateLimit":{"description":"How many requests are left to the account, `r`, and after how many seconds all of them are there again, `t`.","schema":{"type":"string"},"example":"\"account\";r=249;t=5"},"RateLimit-Policy":{"description":"How many requests an account has, `q`, in how many seconds, `w`.","schema":{"type":"string"},"example":"\"account\";q=250;w=5"}},"requestBodies":{"Body":{"required":true,"description":"The body alone, without an envelope; which one, the kind in the path says.","content":{"application/json":{"schema":{"$ref":"#/components/schemas/Body"},"example":{"name":"周明远","subjects":["mathematics"]}}}}},"responses":{"Document":{"description":"The document.","headers":{"X-Request-Id":{"$ref":"#/components/headers/X-Request-Id"},"ETag":{"$ref":"#/components/headers/ETag"},"Cache-Control":{"$ref":"#/components/headers/Cache-Control"},"RateLimit":{"$ref":"#/components/headers/RateLimit"},"RateLimit-Policy":{"$ref":"#/components/headers/RateLimit-Policy"}},"content":{"application/json":{"schema":{"$ref":"#/components/schemas/Document"},"example":{"kind":"teachers","id":"018de0a1-7c00-7202-8b01-5f0e6c1d0001","school":"3100000001","rev":7,"createdAt":"2024-02-20T01:00:00.000Z","updatedAt":"2024-02-28T06:10:00.000Z","updatedBy":"林晓岚","body":{"name":"周明远","subjects":["mathematics"]}}}}},"CreatedDocument":{"description":"The document, which is new.","headers":{"X-Request-Id":{"$ref":"#/components/headers/X-Request-Id"},"ETag":{"$ref":"#/components/headers/ETag"},"Location":{"$ref":"#/components/headers/Location"},"Cache-Control":{"$ref":"#/components/headers/Cache-Control"},"RateLimit":{"$ref":"#/components/headers/RateLimit"},"RateLimit-Policy":{"$ref":"#/components/headers/RateLimit-Policy"},"Idempotency-Replayed":{"description":"`true`: made by an earlier request with the same `Idempotency-Key`.","schema":{"const":true}}},"content":{"application/json":{"schema":{"$ref":"#/components/schemas/Document"},"example":{"kind":"teachers","id":"018de0a1-7c00-7202-8b01-5f0e6c1d0006","school":"3100000001","rev":1,"createdAt":"2024-02-28T06:10:00.000Z","updatedAt":"2024-02-28T06:10:00.000Z","updatedBy":"林晓岚","body":{"name":"陶然","subjects":["mathematics"]}}}}},"BadRequest":{"description":"The request can't be read, or a parameter is wrong.","headers":{"X-Request-Id":{"$ref":"#/components/headers/X-Request-Id"}},"content":{"application/problem+json":{"schema":{"$ref":"#/components/schemas/Problem400"},"example":{"type":"/problems/malformed","title":"请求无法读懂","status":400,"requestId":"018de0a1-7c00-7f00-8b01-5f0e6c1d0001","errors":[{"pointer":"/attendance","code":"duplicate-member","detail":"同一项写了两次"}]}}}},"Unauthenticated":{"description":"There is no token, or it is not valid.","headers":{"X-Request-Id":{"$ref":"#/components/headers/X-Request-Id"},"WWW-Authenticate":{"description":"How to log in.","required":true,"schema":{"const":"Bearer"}}},"content":{"application/problem+json":{"schema":{"$ref":"#/components/schemas/Problem401"},"example":{"type":"/problems/unauthenticated","title":"请先登录","status":401,"detail":"请求没有带令牌","requestId":"018de0a1-7c00-7f00-8b01-5f0e6c1d0001"}}}},"WrongCredentials":{"description":"The login name, the password or the activation code is not right.","headers":{"X-Request-Id":{"$ref":"#/components/headers/X-Request-Id"},"WWW-Authenticate":{"description":"How to log in.","required":true,"schema":{"const":"Bearer"}}},"content":{"application/problem+json":{"schema":{"$ref":"#/components/schemas/Problem401","properties":{"type":{"const":"/problems/wrong-credentials"}}},"example":{"type":"/problems/wrong-credentials","title":"登录名、密码或激活码不对","status":401,"requestId":"018de0a1-7c00-7f00-8b01-5f0e6c1d0001"}}}},"Forbidden":{"description":"The caller may not do this.","headers":{"X-Request-Id":{"$ref":"#/components/headers/X-Request-Id"}},"content":{"application/problem+json":{"schema":{"$ref":"#/components/schemas/Problem403"},"example":{"type":"/problems/forbidden","title":"Not allowed","status":403,"detail":"you may not do this to plans","requestId":"018de0a1-7c00-7f00-8b01-5f0e6c1d0001"}}}},"NotFound":{"description":"There is no such thing, or none that the caller may know of.","headers":{"X-Request-Id":{"$ref":"#/components/headers/X-Request-Id"}},"content":{"application/problem+json":{"schema":{"$ref":"#/components/schemas/Problem404"},"example":{"type":"/problems/not-found","title":"没有找到","status":404,"requestId":"018de0a1-7c00-7f00-8b01-5f0e6c1d0001"}}}},"NotAcceptable":{"description":"The answer is in none of the formats of `Accept`.","headers":{"X-Request-Id":{"$ref":"#/components/headers/X-Request-Id"}},"content":{"application/problem+json":{"schema":{"$ref":"#/components/schemas/Problem406"},"example":{"type":"/problems/not-acceptable","title":"Not available in this format","status":406,"detail":"there is only application/json","requestId":"018de0a1-7c00-7f00-8b01-5f0e6c1d0001"}}}},"MethodNotAllowed":{"description":"The path does not have this method.","headers":{"X-Request-Id":{"$ref":"#/components/headers/X-Request-Id"},"Allow":{"description":"The methods that the path has.","required":true,"schema":{"type":"string"}}},"content":{"application/problem+json":{"schema":{"$ref":"#/components/schemas/Problem405"},"example":{"type":"/problems/method-not-allowed","title":"Method not allowed","status":405,"detail":"allowed: GET, PUT","requestId":"018de0a1-7c00-7f00-8b01-5f0e6c1d0001"}}}},"Timeout":{"description":"The body did not arrive in time.","headers":{"X-Request-Id":{"$ref":"#/components/headers/X-Request-Id"}},"content":{"application/problem+json":{"schema":{"$ref":"#/components/schemas/Problem408"},"example":{"type":"/problems/timeout","title":"The request took too long","status":408,"requestId":"018de0a1-7c00-7f00-8b01-5f0e6c1d0001"}}}},"Conflict":{"description":"What is there does not allow it; `existing`, `lastN` or `detail` says what.","headers":{"X-Request-Id":{"$ref":"#/components/headers/X-Request-Id"}},"content":{"application/problem+json":{"schema":{"$ref":"#/components/schemas/Problem409"},"example":{"type":"/problems/duplicate","title":"已经有一份","status":409,"requestId":"018de0a1-7c00-7f00-8b01-5f0e6c1d0001","existing":"018de0a1-7c00-7707-8b01-5f0e6c1d0001"}}}},"Gone":{"description":"The document is deleted; `tombstone` says by whom and when.","headers":{"X-Request-Id":{"$ref":"#/components/headers/X-Request-Id"}},"content":{"application/problem+json":{"schema":{"$ref":"#/components/schemas/Problem410","required":["tombstone"]},"example":{"type":"/problems/gone","title":"已删除","status":410,"detail":"可以恢复","requestId":"018de0a1-7c00-7f00-8b01-5f0e6c1d0001","tombstone":{"rev":8,"updatedAt":"2024-03-01T02:00:00.000Z","updatedBy":"林晓岚"}}}}},"CursorGone":{"description":"The cursor leads nowhere any more; `reason` says why, and `restart` where to read afresh.","headers":{"X-Request-Id":{"$ref":"#/components/headers/X-Request-Id"}},"content":{"application/problem+json":{"schema":{"$ref":"#/components/schemas/Problem410","required":["reason","restart"]},"example":{"type":"/problems/cursor-gone","title":"游标已失效，请从头读取","status":410,"requestId":"018de0a1-7c00-7f00-8b01-5f0e6c1d0001","reason":"epoch","restart":"/v1/schools/3100000001/sync/changes"}}}},"Stale":{"description":"The document has changed since; `current` is as it is now.","headers":{"X-Request-Id":{"$ref":"#/components/headers/X-Request-Id"},"ETag":{"$ref":"#/components/headers/ETag"}},"content":{"application/problem+json":{"schema":{"$ref":"#/components/schemas/Problem412","required":["current"]},"example":{"type":"/problems/stale-base","title":"文档已被别人改过","status":412,"detail":"现在是第 7 版","requestId":"018de0a1-7c00-7f00-8b01-5f0e6c1d0001","current":{"kind":"teachers","id":"018de0a1-7c00-7202-8b01-5f0e6c1d0001","school":"3100000001","rev":7,"createdAt":"2024-02-20T01:00:00.000Z","updatedAt":"2024-02-28T06:10:00.000Z","updatedBy":"林晓岚","body":{"name":"周明远","subjects":["mathematics"]}}}}}},"StaleRestore":{"description":"The document has changed since; `tombstone` says by whom and when it was deleted, or `current` is as it is now when it is there again.","headers":{"X-Request-Id":{"$ref":"#/components/headers/X-Request-Id"},"ETag":{"$ref":"#/components/headers/ETag"}},"content":{"application/problem+json":{"schema":{"$ref":"#/components/schemas/Problem412","anyOf":[{"required":["tombstone"]},{"required":["current"]}]},"example":{"type":"/problems/stale-base","title":"文档已被别人改过","status":412,"detail":"现在是第 8 版","requestId":"018de0a1-7c00-7f00-8b01-5f0e6c1d0001","tombstone":{"rev":8,"updatedAt":"2024-03-01T02:00:00.000Z","updatedBy":"林晓岚"}}}}},"TooLarge":{"description":"The body is too large, or holds too much.","headers":{"X-Request-Id":{"$ref":"#/components/headers/X-Request-Id"}},"content":{"application/problem+json":{"schema":{"$ref":"#/components/schemas/Problem413"},"example":{"type":"/problems/too-large","title":"Too large","status":413,"detail":"at most 2097152 bytes","requestId":"018de0a1-7c00-7f00-8b01-5f0e6c1d0001"}}}},"UnsupportedMediaType":{"description":"The body is of a type that is not read here, or compressed.","headers":{"X-Request-Id":{"$ref":"#/components/headers/X-Request-Id"}},"content":{"application/problem+json":{"schema":{"$ref":"#/components/schemas/Problem415"},"example":{"type":"/problems/unsupported-media-type","title":"Unsupported media type","status":415,"detail":"must be application/json","requestId":"018de0a1-7c00-7f00-8b01-5f0e6c1d0001"}}}},"Invalid":{"description":"The content is not right; `errors` names every place.","headers":{"X-Request-Id":{"$ref":"#/components/headers/X-Request-Id"}},"content":{"application/problem+json":{"schema":{"$ref":"#/components/schemas/Problem422"},"example":{"type":"/problems/validation","title":"内容有误","status":422,"requestId":"018de0a1-7c00-7f00-8b01-5f0e6c1d0001","errors":[{"pointer":"/attendance/3/minutesLate","code":"not-late","detail":"只有迟到才写分钟数"},{"pointer":"","code":"score-above-full","detail":"第 3 题满分 6，得分 7","row":12,"column":"3"}]}}}},"PreconditionRequired":{"description":"`If-Match` is missing.","headers":{"X-Request-Id":{"$ref":"#/components/headers/X-Request-Id"}},"content":{"application/problem+json":{"schema":{"$ref":"#/components/schemas/Problem428"},"example":{"type":"/problems/precondition-required","title":"If-Match is missing","status":428,"detail":"say in If-Match which rev you have seen","requestId":"018de0a1-7c00-7f00-8b01-5f0e6c1d0001"}}}},"TooManyRequests":{"description":"The caller asks too often, or has guessed wrong too often.","headers":{"X-Request-Id":{"$ref":"#/components/headers/X-Request-Id"},"Retry-After":{"$ref":"#/components/headers/Retry-After"},"RateLimit":{"$ref":"#/components/headers/RateLimit"},"RateLimit-Policy":{"$ref":"#/components/headers/RateLimit-Policy"}},"content":{"application/problem+json":{"schema":{"$ref":"#/components/schemas/Problem429"},"example":{"type":"/problems/too-many-requests","title":"Too many requests","status":429,"requestId":"018de0a1-7c00-7f00-8b01-5f0e6c1d0001"}}}},"HeadersTooLarge":{"description":"The headers are too large.","headers":{"X-Request-Id":{"$ref":"#/components/headers/X-Request-Id"}},"content":{"application/problem+json":{"schema":{"$ref":"#/components/schemas/Problem431"},"example":{"type":"/problems/headers-too-large","title":"The headers are too large","status":431,"requestId":"018de0a1-7c00-7f00-8b01-5f0e6c1d0001"}}}},"Internal":{"description":"Something went wrong in the server; the request id finds it in the log.","headers":{"X-Request-Id":{"$ref":"#/components/headers/X-Request-Id"}},"content":{"application/problem+json":{"schema":{"$ref":"#/components/schemas/Problem500"},"example":{"type":"/problems/internal","title":"Something went wrong in the server","status":500,"requestId":"018de0a1-7c00-7f00-8b01-5f0e6c1d0001"}}}},"Unavailable":{"description":"The server can't work for now; nothing was done.","headers":{"X-Request-Id":{"$ref":"#/components/headers/X-Request-Id"},"Retry-After":{"$ref":"#/components/headers/Retry-After"}},"content":{"application/problem+json":{"schema":{"$ref":"#/components/schemas/Problem503"},"example":{"type":"/problems/unavailable","title":"The server is unavailable for now","status":503,"requestId":"018de0a1-7c00-7f00-8b01-5f0e6c1d0001"}}}}},"schemas":{"OneLine":{"description":"Text of one line, without control characters. Lengths count Unicode characters.","type":"string","pattern":"^[^\\u0000-\\u0008\\u000A-\\u001F\\u007F]*$"},"Paragraphs":{"description":"Text of several lines, `\\n` between them, without control characters.","type":"string","pattern":"^[^\\u0000-\\u0008\\u000B-\\u001F\\u007F]*$"},"Day":{"description":"A calendar day.","type":"string","format":"date","pattern":"^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$","examples":["2024-02-26"]},"ClockTime":{"description":"A time of day.","type":"string","pattern":"^([01][0-9]|2[0-3]):[0-5][0-9]$","examples":["14:10"]},"Instant":{"description":"A moment in UTC, to the millisecond.","type":"string","format":"date-time","pattern":"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{3})?Z$","examples":["2024-02-28T06:10:00.000Z"]},"TermCode":{"description":"A term (学期), by school year and semester, 1 for autumn and 2 for spring.","type":"string","pattern":"^(19|20|21)[0-9]{2}-(19|20|21)[0-9]{2}-[12]$","examples":["2023-2024-2"]},"SchoolYear":{"description":"A school year (学年). Other dashes than this one are taken, and stored as it.","type":"string","pattern":"^(19|20|21)[0-9]{2}-(19|20|21)[0-9]{2}$","examples":["2023-2024"]},"Week":{"description":"A week (周次) of a term, `pre` for 开学前准备, `final` for 期末.","type":"string","pattern":"^(pre|final|[1-9]|[12][0-9]|30)$","examples":["3","pre","final"]},"Hours":{"description":"Lesson hours (课时), `10+1` for ten hours and one in reserve (机动).","type":"string","pattern":"^(1?[0-9]{1,2}|200)(\\+(1?[0-9]{1,2}|200))?$","examples":["10+1","2"]},"DocumentId":{"description":"The id of a document, a UUID in lower case; new ones are of version 7.","type":"string","format":"uuid","pattern":"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"},"Rev":{"description":"Counts a document's changes from 1.","type":"integer","minimum":1},"SchoolId":{"description":"The ten digits of a school's 学校标识码, or a short name of lower-case letters, digits and dashes.","type":"string","pattern":"^[0-9a-z-]{1,32}$"},"DistrictId":{"description":"A short name of lower-case letters, digits and dashes; no school has the same.","type":"string","pattern":"^[0-9a-z-]{1,32}$"},"LoginName":{"description":"What is typed to log in, a name of the person's own and the school's or the district's id, or `server`.","type":"string","pattern":"^[0-9a-z._-]{2,32}@[0-9a-z-]{1,32}$","examples":["zhoumingyuan@3100000001"]},"TokenText":{"description":"A bearer token (令牌), opaque.","type":"string","pattern":"^bk_[0-9a-z]+_[0-9A-Za-z]{36}$"},"Text":{"description":"A text in Chinese and English.","type":"object","required":["zh","en"],"properties":{"zh":{"type":"string"},"en":{"type":"string"}},"additionalProperties":false},"Health":{"type":"object","required":["status"],"properties":{"status":{"const":"ok"}},"additionalProperties":false},"Readiness":{"type":"object","required":["status"],"properties":{"status":{"const":"ready"}},"additionalProperties":false},"Me":{"description":"Who is asking. `school` is absent for callers who belong to none.","type":"object","required":["name","role","serverVersion","time"],"properties":{"name":{"type":"string"},"login":{"description":"Absent for callers who only have tokens.","$ref":"#/components/schemas/LoginName"},"role":{"$ref":"#/components/schemas/Roles"},"school":{"$ref":"#/components/schemas/School"},"district":{"description":"The one that the caller administers.","$ref":"#/components/schemas/District"},"teacherId":{"$ref":"#/components/schemas/DocumentId"},"groups":{"description":"The groups (备课组) that the person has to do with; absent for all who see the whole school.","type":"array","items":{"type":"object","required":["groupId","relation"],"properties":{"groupId":{"$ref":"#/components/schemas/DocumentId"},"relation":{"description":"What the person is there today: `head` heads its research group (教研组长), `leader` leads it (备课组长), `member` belongs to it (组员), `reader` did so at another time or supervises it.","type":"string","enum":["head","leader","member","reader"]}},"additionalProperties":false}},"scopes":{"$ref":"#/components/schemas/TokenScopes"},"expiresAt":{"description":"When the token ends at the latest.","$ref":"#/components/schemas/Instant"},"serverVersion":{"type":"string"},"time":{"description":"The server's clock, by which a laptop notices that its own is off; nothing is decided by it.","$ref":"#/components/schemas/Instant"}},"additionalProperties":false},"School":{"description":"A school (学校), which documents belong to.","type":"object","required":["id","name"],"properties":{"id":{"$ref":"#/components/schemas/SchoolId"},"name":{"type":"string","minLength":1,"maxLength":200},"district":{"description":"The district (区县) that it belongs to.","$ref":"#/components/schemas/DistrictId"}},"additionalProperties":false},"SchoolList":{"type":"object","required":["items"],"properties":{"items":{"type":"array","items":{"$ref":"#/components/schemas/School"}}},"additionalProperties":false},"NewSchool":{"description":"A school to be made; without an id the server chooses one.","type":"object","required":["name"],"properties":{"id":{"anyOf":[{"$ref":"#/components/schemas/SchoolId"},{"type":"null"}]},"name":{"type":"string","minLength":1,"maxLength":200},"district":{"description":"The district (区县) that it belongs to.","anyOf":[{"$ref":"#/components/schemas/DistrictId"},{"type":"null"}]}},"additionalProperties":false},"District":{"description":"A district (区县), which schools may belong to.","type":"object","required":["id","name"],"properties":{"id":{"$ref":"#/components/schemas/DistrictId"},"name":{"type":"string","minLength":1,"maxLength":200}},"additionalProperties":false},"DistrictList":{"type":"object","required":["items"],"properties":{"items":{"type":"array","items":{"$ref":"#/components/schemas/District"}}},"additionalProperties":false},"LogIn":{"description":"A password, or an activation code and the password that it sets.","type":"object","required":["login"],"properties":{"login":{"description":"As in the account; capitals don't matter.","type":"string","minLength":1},"password":{"type":"string","format":"password","minLength":1},"activationCode":{"description":"Small letters, missing dashes, O for 0 and I or L for 1 don't matter.","type":"string","minLength":1},"newPassword":{"description":"None that anybody would try first.","type":"string","format":"password","minLength":10,"maxLength":128},"device":{"description":"What an earlier log-in from this device gave; with it, strangers' guesses don't slow its owner down.","type":["string","null"]},"name":{"description":"What the session is called in lists, such as the laptop's name.","type":["string","null"]}},"oneOf":[{"required":["password"]},{"required":["activationCode","newPassword"]}],"additionalProperties":false,"examples":[{"login":"zhoumingyuan@3100000001","password":"芦苇 铜锣 半勺盐","device":"q7Wm2dYx"},{"login":"taoran@3100000001","activationCode":"K7QF-2M9X-TD4H-6RWB","newPassword":"石桥 烤饼 二十里 雨靴"}]},"SessionMade":{"description":"A person who logged in.","type":"object","required":["token","expiresAt","device","me"],"properties":{"token":{"$ref":"#/components/schemas/TokenText"},"expiresAt":{"description":"When the token ends at the latest.","$ref":"#/components/schemas/Instant"},"device":{"description":"Opaque; to be sent with the next log-in from this device.","type":"string"},"me":{"$ref":"#/components/schemas/Me"}},"additionalProperties":false},"AccountRole":{"description":"The roles (角色) that a person's account can have. Who leads a group or heads a research group stands in the group's own document, with dates.","type":"string","enum":["teacher","school-admin","district-admin","server"]},"Account":{"description":"Somebody, or another system, that may have tokens (账号). What they may do in a group does not stand here:\nit follows from the group's own members.\n","type":"object","required":["id","name","role","activated","disabled","createdAt"],"properties":{"id":{"$ref":"#/components/schemas/DocumentId"},"login":{"description":"Absent for accounts that only have tokens.","$ref":"#/components/schemas/LoginName"},"name":{"description":"What others see as the author.","type":"string"},"role":{"$ref":"#/components/schemas/Roles"},"school":{"$ref":"#/components/schemas/SchoolId"},"district":{"description":"The one that the account administers.","$ref":"#/components/schemas/DistrictId"},"teacherId":{"description":"The document of the teacher that the person is.","$ref":"#/components/schemas/DocumentId"},"activated":{"description":"Whether a password has been set.","type":"boolean"},"disabled":{"description":"A disabled account can't log in, and its tokens count no more.","type":"boolean"},"createdAt":{"$ref":"#/components/schemas/Instant"}},"additionalProperties":false},"AccountPage":{"type":"object","required":["items"],"properties":{"items":{"type":"array","items":{"$ref":"#/components/schemas/Account"}},"next":{"description":"Opaque, for `cursor`; absent on the last page.","type":"string"}},"additionalProperties":false},"NewAccount":{"description":"An account to be made for a person.","type":"object","required":["login","name","role"],"properties":{"login":{"description":"The part before the `@`.","type":"string","pattern":"^[0-9a-z._-]{2,32}$"},"name":{"type":"string","minLength":1,"maxLength":50},"role":{"$ref":"#/components/schemas/AccountRole"},"school":{"description":"By default the caller's own.","anyOf":[{"$ref":"#/components/schemas/SchoolId"},{"type":"null"}]},"district":{"description":"Only for a district's administrator.","anyOf":[{"$ref":"#/components/schemas/DistrictId"},{"type":"null"}]},"teacherId":{"description":"The document of the teacher that the person is.","anyOf":[{"$ref":"#/components/schemas/DocumentId"},{"type":"null"}]},"codeMinutes":{"$ref":"#/components/schemas/CodeMinutes"}},"additionalProperties":false},"AccountMade":{"type":"object","required":["account","activation"],"properties":{"account":{"$ref":"#/components/schemas/Account"},"activation":{"$ref":"#/components/schemas/Activation"}},"additionalProperties":false},"AccountChange":{"description":"What is to be different about an account; what is absent stays.","type":"object","properties":{"name":{"type":"string","minLength":1,"maxLength":50},"role":{"$ref":"#/components/schemas/AccountRole"},"teacherId":{"description":"`null` takes it away.","anyOf":[{"$ref":"#/components/schemas/DocumentId"},{"type":"null"}]},"disabled":{"type":"boolean"}},"additionalProperties":false},"CodeMinutes":{"description":"How long the activation code can be used, from 10 minutes to 72 hours.","type":["integer","null"],"minimum":10,"maximum":4320,"default":1440},"NewActivation":{"type":"object","properties":{"codeMinutes":{"$ref":"#/components/schemas/CodeMinutes"}},"additionalProperties":false},"Activation":{"description":"A code with which a person sets a password, once. Shown only when it is made.","type":"object","required":["code","expiresAt"],"properties":{"code":{"type":"string","pattern":"^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$"},"expiresAt":{"$ref":"#/components/schemas/Instant"}},"additionalProperties":false},"TokenScope":{"description":"One thing that a token of another system may do: `<kind>:<access>`, where score sheets are called\n`scores` and `documents` stands for every kind but those with rows about students, which must be named;\n`sync` for the routes of sync, within the other scopes; `reports:read` for figures that are merged from\nmany rows. `write` is `read` and create, change, delete, restore and hand in; `approve` is `write` and\nreturn, approve and archive.\n","type":"string","pattern":"^(sync|reports:read|[a-z]+(-[a-z]+)*:(read|write|approve))$","examples":["documents:read","plans:approve","scores:write","sync","reports:read"]},"TokenScopes":{"description":"What the token of another system may do.","type":"array","items":{"$ref":"#/components/schemas/TokenScope"},"uniqueItems":true},"TokenInfo":{"description":"A token (令牌) without its secret, which is shown once, when it is made.","type":"object","required":["id","kind","name","role","createdAt"],"properties":{"id":{"$ref":"#/components/schemas/DocumentId"},"kind":{"description":"`session` of a person who logged in, `integration` of another system, `machine` made at the server's own machine.","type":"string","enum":["session","integration","machine"]},"name":{"type":"string"},"accountId":{"$ref":"#/components/schemas/DocumentId"},"role":{"$ref":"#/components/schemas/Roles"},"school":{"$ref":"#/components/schemas/SchoolId"},"scopes":{"$ref":"#/components/schemas/TokenScopes"},"createdAt":{"$ref":"#/components/schemas/Instant"},"expiresAt":{"$ref":"#/components/schemas/Instant"},"lastUsedAt":{"description":"To the minute.","$ref":"#/components/schemas/Instant"}},"additionalProperties":false},"TokenPage":{"type":"object","required":["items"],"properties":{"items":{"type":"array","items":{"$ref":"#/components/schemas/TokenInfo"}},"next":{"description":"Opaque, for `cursor`; absent on the last page.","type":"string"}},"additionalProperties":false},"NewIntegration":{"description":"A token to be made for another system.","type":"object","required":["name","scopes"],"properties":{"name":{"type":"string","minLength":1,"maxLength":100},"scopes":{"description":"What the other system may do; a scope that stands twice counts once.","type":"array","minItems":1,"items":{"$ref":"#/components/schemas/TokenScope"}},"days":{"description":"How long it works.","type":["integer","null"],"minimum":1,"maximum":365,"default":365},"school":{"description":"By default the caller's own.","anyOf":[{"$ref":"#/components/schemas/SchoolId"},{"type":"null"}]}},"additionalProperties":false},"TokenMade":{"type":"object","required":["token","info"],"properties":{"token":{"$ref":"#/components/schemas/TokenText"},"info":{"$ref":"#/components/schemas/TokenInfo"},"oldExpiresAt":{"description":"After a rotation: how long the old token still works.","$ref":"#/components/schemas/Instant"}},"additionalProperties":false},"AuditEntry":{"description":"One line of the record (审计): who did what to what, when, in which request. It names accounts and\ndocuments by their ids and holds no value of a document.\n","type":"object","required":["place","at","action","requestId","hash"],"properties":{"place":{"description":"Its place in the record, the number of the change and that of the event after it, 0 for the change.","type":"string","pattern":"^[0-9]+\\.[0-9]+$","examples":["1207.3"]},"at":{"$ref":"#/components/schemas/Instant"},"action":{"$ref":"#/components/schemas/AuditActions"},"accountId":{"description":"Absent where nobody was known.","type":"string"},"accountName":{"description":"What the account logs in with, or is named where it never does; absent for one that is not of this record's school or district.","type":"string"},"kind":{"description":"What the action was about, a kind of document, `accounts`, `tokens` and the like.","type":"string"},"id":{"type":"string"},"rev":{"$ref":"#/components/schemas/Rev"},"detail":{"description":"The route of a refusal, the scopes of a token, the role of an account, which members of an account were changed (`enabled` where it was let in again), and the like.","type":"string"},"requestId":{"description":"As in `X-Request-Id`.","type":"string"},"hash":{"description":"SHA-256 of this entry and, through the one before it, of all before it.","type":"string","pattern":"^[0-9a-f]{64}$"}},"additionalProperties":false},"AuditPage":{"type":"object","required":["items"],"properties":{"items":{"type":"array","items":{"$ref":"#/components/schemas/AuditEntry"}},"next":{"description":"Opaque, for `cursor`; absent on the last page.","type":"string"}},"additionalProperties":false},"Descriptor":{"description":"A list of codes (代码表).","type":"object","required":["name","label","entries"],"properties":{"name":{"$ref":"#/components/schemas/DescriptorName"},"label":{"$ref":"#/components/schemas/Text"},"entries":{"type":"array","items":{"type":"object","required":["code","label","maps"],"properties":{"code":{"type":"string"},"label":{"$ref":"#/components/schemas/Text"},"maps":{"description":"The same thing in other code systems.","type":"array","items":{"type":"object","required":["system","code","verified"],"properties":{"system":{"type":"string"},"code":{"type":"string"},"verified":{"description":"Whether it was checked against the standard or two independent sources.","type":"boolean"}},"additionalProperties":false}}},"additionalProperties":false}}},"additionalProperties":false},"DescriptorList":{"type":"object","required":["items"],"properties":{"items":{"type":"array","items":{"$ref":"#/components/schemas/Descriptor"}}},"additionalProperties":false},"DocumentPage":{"type":"object","required":["items"],"properties":{"items":{"type":"array","items":{"$ref":"#/components/schemas/Document"}},"next":{"description":"Opaque, for `cursor`; absent on the last page.","type":"string"}},"additionalProperties":false},"HistoryPage":{"type":"object","required":["items"],"properties":{"items":{"type":"array","items":{"$ref":"#/components/schemas/Change"}},"next":{"description":"The last rev of the page, for `before`; absent on the last page.","type":"string","pattern":"^[0-9]+$"}},"additionalProperties":false},"MergePatch":{"description":"Members of the body to be changed (RFC 7396); `null` takes one away.","type":"object"},"Transition":{"description":"Where a document that is handed in is to go.","type":"object","required":["to"],"properties":{"to":{"$ref":"#/components/schemas/DocumentStates"},"comment":{"anyOf":[{"$ref":"#/components/schemas/Comment"},{"type":"null"}]}},"additionalProperties":false},"Comment":{"description":"What is said with a transition; no control characters but tab and line break. Only entries of a history have\nit beside a document.\n","type":"string","maxLength":2000},"SinceEpoch":{"description":"In the feed: written since the server's present epoch began; then it is true, and absent otherwise. What is\nnot marked was there before the last restore of a backup.\n","type":"boolean"},"LastTransition":{"description":"In the feed: the last time that the document was handed in, returned, approved or archived, by whom, and\nwhat they said.\n","type":"object","required":["to","at","by"],"properties":{"to":{"$ref":"#/components/schemas/DocumentStates"},"at":{"$ref":"#/components/schemas/Instant"},"by":{"type":"string"},"comment":{"$ref":"#/components/schemas/Comment"}},"additionalProperties":false},"Tombstone":{"description":"What is left of a deleted document.","type":"object","required":["rev","updatedAt","updatedBy"],"properties":{"rev":{"$ref":"#/components/schemas/Rev"},"updatedAt":{"$ref":"#/components/schemas/Instant"},"updatedBy":{"type":"string"}},"additionalProperties":false},"Mutation":{"description":"One change that a client asks for. `create`, `update` and `restore` need a `body`, a `transition`\nneeds `to`, and all but `create` need `base`.\n","type":"object","required":["n","op","kind","id"],"properties":{"n":{"description":"Counts the client's mutations 1, 2, 3 … without gaps.","type":"integer","minimum":1},"op":{"type":"string","enum":["create","update","delete","restore","transition"]},"kind":{"$ref":"#/components/schemas/KindName"},"id":{"$ref":"#/components/schemas/DocumentId"},"base":{"description":"The rev that the change was made on, as the server told it.","type":["integer","null"],"minimum":1},"body":{"anyOf":[{"$ref":"#/components/schemas/Body"},{"type":"null"}]},"to":{"anyOf":[{"$ref":"#/components/schemas/DocumentStates"},{"type":"null"}]},"comment":{"anyOf":[{"$ref":"#/components/schemas/Comment"},{"type":"null"}]}},"additionalProperties":false},"PushRequest":{"type":"object","required":["client","mutations"],"properties":{"client":{"description":"Made when a workspace is made; belongs to the account that used it first.","$ref":"#/components/schemas/DocumentId"},"epoch":{"description":"The epoch that the client knows; `null` before its first sync.","type":["string","null"]},"mutations":{"type":"array","maxItems":500,"items":{"$ref":"#/components/schemas/Mutation"}}},"additionalProperties":false},"PushResponse":{"type":"object","required":["epoch","lastN","results"],"properties":{"epoch":{"type":"string"},"lastN":{"description":"The last mutation of the client that was taken.","type":"integer","minimum":0},"results":{"type":"array","items":{"$ref":"#/components/schemas/PushResult"}}},"additionalProperties":false},"PushResult":{"description":"What came of one mutation, for good.","type":"object","required":["n","status"],"properties":{"n":{"type":"integer","minimum":1},"status":{"type":"integer","enum":[200,201,403,404,409,410,412,413,422]},"rev":{"$ref":"#/components/schemas/Rev"},"replayed":{"description":"The mutation had been taken before; this is what came of it then.","type":"boolean"},"problem":{"description":"Why it was refused. `current` and `tombstone` are as they are now.","$ref":"#/components/schemas/Problem"},"warnings":{"$ref":"#/components/schemas/Warnings"}},"additionalProperties":false},"Deletion":{"description":"A deleted document in the feed or a history.","type":"object","required":["kind","id","rev","deleted","updatedAt","updatedBy"],"properties":{"kind":{"$ref":"#/components/schemas/KindName"},"id":{"$ref":"#/components/schemas/DocumentId"},"rev":{"$ref":"#/components/schemas/Rev"},"deleted":{"const":true},"updatedAt":{"$ref":"#/components/schemas/Instant"},"updatedBy":{"type":"string"},"sinceEpoch":{"$ref":"#/components/schemas/SinceEpoch"},"comment":{"$ref":"#/components/schemas/Comment"}},"additionalProperties":false},"Change":{"description":"A document or a tombstone, with what is known of how it came there: in the feed `sinceEpoch` and `transition`,\nin a history `comment`.\n","oneOf":[{"$ref":"#/components/schemas/Document"},{"$ref":"#/components/schemas/Deletion"}]},"ChangesPage":{"type":"object","required":["changes","cursor","hasMore","epoch"],"properties":{"changes":{"type":"array","items":{"$ref":"#/components/schemas/Change"}},"cursor":{"description":"Opaque; stands for everything up to the last change that was looked at.","type":"string"},"hasMore":{"type":"boolean"},"epoch":{"description":"Changes when the server is restored from a backup.","type":"string"}},"additionalProperties":false},"ImportResult":{"description":"What an import of marks changed, or with a dry run would change.","type":"object","required":["dryRun","encoding","sheets","notes"],"properties":{"dryRun":{"type":"boolean"},"encoding":{"description":"How the file was read.","type":"string"},"sheets":{"type":"array","items":{"type":"object","required":["classId","label","id","rows","added","changed","removed"],"properties":{"classId":{"$ref":"#/components/schemas/DocumentId"},"label":{"description":"What the class is called in the test's school year.","type":"string"},"id":{"description":"The score sheet's id.","$ref":"#/components/schemas/DocumentId"},"rev":{"$ref":"#/components/schemas/Rev"},"rows":{"type":"integer","minimum":0},"added":{"type":"integer","minimum":0},"changed":{"type":"integer","minimum":0},"removed":{"type":"integer","minimum":0}},"additionalProperties":false}},"notes":{"description":"What was put right on the way in, and what was passed over.","type":"array","items":{"type":"string"}}},"additionalProperties":false},"RateBasis":{"description":"What rates are a share of, `tested` present students or `enrolled` ones (present, absent, void).","type":"string","enum":["tested","enrolled"],"default":"tested"},"UndefinedReason":{"description":"Why a figure is `null`.","type":"string","enum":["no-students","too-few","zero-variance","zero-mean","no-repeated-score","too-few-to-show"]},"Reasons":{"description":"The reason beside each figure that is `null`, by its name.","type":"object","additionalProperties":{"$ref":"#/components/schemas/UndefinedReason"}},"Rate":{"type":"object","required":["count","rate","ofEnrolled"],"properties":{"count":{"type":"integer","minimum":0},"rate":{"description":"By the basis that the answer names.","type":["number","null"]},"ofEnrolled":{"type":["number","null"]}},"additionalProperties":false},"LevelStatistics":{"description":"The level of some students in one test. Marks are in the test's marks, rates are shares.","type":"object","required":["n","enrolled","status","testedRate","mean","scoreRate","paperDifficulty","max","min","range","median","q1","q3","mode","sdPopulation","sdSample","cvPopulation","cvSample","skewnessPopulation","skewnessSample","kurtosisPopulation","kurtosisSample","upperThird","lowerThird","rates","grades","bands","unreliable","reasons"],"properties":{"n":{"description":"How many were present.","type":["integer","null"],"minimum":0},"enrolled":{"description":"How many were to be present.","type":["integer","null"],"minimum":0},"status":{"description":"Students by what became of their test (参考情况).","type":["object","null"],"required":["present","absent","exempt","deferred","void","transferred"],"properties":{"present":{"type":"integer","minimum":0},"absent":{"type":"integer","minimum":0},"exempt":{"type":"integer","minimum":0},"deferred":{"type":"integer","minimum":0},"void":{"type":"integer","minimum":0},"transferred":{"type":"integer","minimum":0}},"additionalProperties":false},"testedRate":{"description":"Present of those who were to be.","type":["number","null"]},"mean":{"description":"Mean (平均分).","type":["number","null"]},"scoreRate":{"description":"Mean by full mark (得分率).","type":["number","null"]},"paperDifficulty":{"description":"The same as the score rate; higher is easier (难度).","type":["number","null"]},"max":{"description":"Highest mark.","type":["number","null"]},"min":{"description":"Lowest mark.","type":["number","null"]},"range":{"description":"Highest less lowest (全距).","type":["number","null"]},"median":{"description":"Median (中位数).","type":["number","null"]},"q1":{"description":"First quartile, type 7.","type":["number","null"]},"q3":{"description":"Third quartile, type 7.","type":["number","null"]},"mode":{"description":"Every mark that occurs most often (众数), ascending.","type":["array","null"],"items":{"type":"number"}},"sdPopulation":{"description":"Standard deviation (标准差) with n.","type":["number","null"]},"sdSample":{"description":"Standard deviation with n − 1.","type":["number","null"]},"cvPopulation":{"description":"Coefficient of variation (差异系数), a fraction.","type":["number","null"]},"cvSample":{"description":"The same from the sample's deviation.","type":["number","null"]},"skewnessPopulation":{"description":"Skewness g1 (偏度).","type":["number","null"]},"skewnessSample":{"description":"Skewness G1.","type":["number","null"]},"kurtosisPopulation":{"description":"Excess kurtosis g2 (峰度).","type":["number","null"]},"kurtosisSample":{"description":"Excess kurtosis G2.","type":["number","null"]},"upperThird":{"description":"Mean of the best third (前三分之一), rounded up to whole students.","type":["number","null"]},"lowerThird":{"description":"Mean of the worst third (后三分之一).","type":["number","null"]},"rates":{"type":["object","null"],"required":["excellent","goodBand","goodOrAbove","pass","low"],"properties":{"excellent":{"$ref":"#/components/schemas/Rate","description":"优秀率"},"goodBand":{"$ref":"#/components/schemas/Rate","description":"良好率; good and not excellent"},"goodOrAbove":{"$ref":"#/components/schemas/Rate","description":"优良率"},"pass":{"$ref":"#/components/schemas/Rate","description":"合格率"},"low":{"$ref":"#/components/schemas/Rate","description":"低分率"}},"additionalProperties":false},"grades":{"description":"Grades (等级) by the thresholds, never by rank.","type":["object","null"],"required":["A","B","C","D"],"properties":{"A":{"type":"integer","minimum":0},"B":{"type":"integer","minimum":0},"C":{"type":"integer","minimum":0},"D":{"type":"integer","minimum":0}},"additionalProperties":false},"bands":{"description":"Marks of at least `from` and less than `to` (分数段) from the top; the full mark is its own.","type":["array","null"],"items":{"type":"object","required":["from","to","count"],"properties":{"from":{"type":"number","minimum":0},"to":{"type":"number","minimum":0},"count":{"type":"integer","minimum":0}},"additionalProperties":false}},"unreliable":{"description":"Names of figures that rest on too few students to rely on.","type":"array","items":{"type":"string"}},"reasons":{"$ref":"#/components/schemas/Reasons"}},"additionalProperties":false},"Thresholds":{"description":"Shares of the full mark, 0 < low ≤ pass ≤ good ≤ excellent ≤ 1 (分数线).","type":"object","required":["excellent","good","pass","low"],"properties":{"excellent":{"type":"number","minimum":0,"maximum":1},"good":{"type":"number","minimum":0,"maximum":1},"pass":{"type":"number","minimum":0,"maximum":1},"low":{"type":"number","minimum":0,"maximum":1}},"additionalProperties":false},"TestStatistics":{"description":"The level of a test's students (质量分析), together and by class.","type":"object","required":["testId","title","fullMark","thresholds","conventions","all","classes","targets","withheld"],"properties":{"testId":{"$ref":"#/components/schemas/DocumentId"},"title":{"type":"string"},"fullMark":{"type":"number"},"thresholds":{"$ref":"#/components/schemas/Thresholds"},"conventions":{"description":"How the figures are meant.","type":"object","required":["sd","quantiles","thresholds","basis","bandWidth","rounding"],"properties":{"sd":{"type":"string"},"quantiles":{"type":"string"},"thresholds":{"type":"string"},"basis":{"$ref":"#/components/schemas/RateBasis"},"bandWidth":{"type":"integer","minimum":1},"rounding":{"type":"string"}},"additionalProperties":false},"all":{"description":"The chosen classes together.","$ref":"#/components/schemas/LevelStatistics"},"classes":{"type":"array","items":{"type":"object","required":["label","statistics","overAverage","reasons"],"properties":{"classId":{"description":"Absent where several classes are told of together.","$ref":"#/components/schemas/DocumentId"},"label":{"$ref":"#/components/schemas/Text"},"sheetId":{"$ref":"#/components/schemas/DocumentId"},"atom":{"description":"For who may not see rows, the classes that are told of together, be it one.","type":"array","items":{"$ref":"#/components/schemas/DocumentId"}},"statistics":{"$ref":"#/components/schemas/LevelStatistics"},"overAverage":{"description":"The class's mean over that of all tested students of the test, as a share (超均率).","type":["number","null"]},"reasons":{"$ref":"#/components/schemas/Reasons"}},"additionalProperties":false}},"targets":{"description":"Figures to be reached (质量目标), and what was reached.","type":"array","items":{"type":"object","required":["metric","target","actual","difference","met","reasons"],"properties":{"metric":{"$ref":"#/components/schemas/LevelMetrics"},"target":{"type":"number"},"actual":{"type":["number","null"]},"difference":{"type":["number","null"]},"met":{"description":"At least the target; for the low rate, at most.","type":["boolean","null"]},"reasons":{"$ref":"#/components/schemas/Reasons"}},"additionalProperties":false}},"withheld":{"description":"How many schools had so few tested students that nothing is told of them.","type":"integer","minimum":0}},"additionalProperties":false},"Problem":{"description":"Why a request was not done (RFC 9457).","type":"object","required":["type","title","status"],"properties":{"type":{"$ref":"#/components/schemas/ProblemType"},"title":{"type":"string"},"status":{"type":"integer","minimum":400,"maximum":599},"detail":{"type":"string"},"requestId":{"description":"As in `X-Request-Id`; absent in the results of a push, which have that of the push.","type":"string"},"errors":{"description":"What is wrong with the body that was sent: all of it, up to a hundred things, in a result of a push fewer.","type":"array","items":{"$ref":"#/components/schemas/ProblemDetail"}},"more":{"description":"How many more things are wrong than `errors` names.","type":"integer","minimum":1},"current":{"description":"`stale-base`: the document as it is now, where it is not deleted; or where to fetch it, when the answer to\na push had no room left for it.\n","oneOf":[{"$ref":"#/components/schemas/Document"},{"$ref":"#/components/schemas/DocumentElsewhere"}]},"tombstone":{"description":"`gone`, and `stale-base` of a deleted document: who deleted it and when.","$ref":"#/components/schemas/Tombstone"},"existing":{"description":"`duplicate`: the document that is there.","$ref":"#/components/schemas/DocumentId"},"use":{"description":"`in-use`: what names the document.","$ref":"#/components/schemas/Use"},"lastN":{"description":"`mutation-gap`: the last mutation that was taken.","type":"integer","minimum":0},"reason":{"description":"`cursor-gone`: why.","type":"string","enum":["retention","epoch","scope"]},"restart":{"description":"`cursor-gone`: where to begin again.","type":"string"}},"additionalProperties":false},"DocumentElsewhere":{"description":"Where a document is.","type":"object","required":["href"],"properties":{"href":{"description":"The path to fetch it from.","type":"string"}},"additionalProperties":false},"ProblemDetail":{"type":"object","required":["pointer","code","detail"],"properties":{"pointer":{"description":"The place in the body as a JSON pointer (RFC 6901).","type":"string"},"code":{"description":"A stable word for programs.","type":"string"},"detail":{"type":"string"},"row":{"description":"The record in an imported file; the header is record 1.","type":"integer","minimum":1},"column":{"type":"string"},"sheet":{"type":"string"}},"additionalProperties":false},"DocumentWarnings":{"type":"object","required":["warnings"],"properties":{"warnings":{"$ref":"#/components/schemas/Warnings"}},"additionalProperties":false},"Use":{"description":"What names a document that was to be deleted.","type":"object","required":["count","documents"],"properties":{"count":{"description":"How many documents, and of a teacher accounts, there are.","type":"integer","minimum":1},"documents":{"description":"The first of them that the caller may read.","type":"array","maxItems":10,"items":{"type":"object","required":["kind","id"],"properties":{"kind":{"$ref":"#/components/schemas/KindName"},"id":{"$ref":"#/components/schemas/DocumentId"}},"additionalProperties":false}}},"additionalProperties":false},"Warnings":{"description":"What was taken and should be looked at all the same, such as a phone number in a text. Only in answers to a write.","type":"array","items":{"$ref":"#/components/schemas/ProblemDetail"}},"KindName":{"type":"string","enum":["terms","classes","teachers","research-groups","settings","groups","duties","plans","tests","minutes","score-sheets","test-reports"]},"TermsBody":{"title":"TermsBody","description":"学期 · Term","type":"object","required":["code","firstDay","weeks"],"properties":{"code":{"description":"学期 · Term","$ref":"#/components/schemas/TermCode"},"firstDay":{"description":"开学第一天 · First day","$ref":"#/components/schemas/Day"},"weeks":{"description":"周数 · Weeks","type":"integer","minimum":1,"maximum":30},"holidays":{"description":"节假日 · Holidays","type":"array","maxItems":40,"items":{"type":"object","required":["name","from","to"],"properties":{"name":{"description":"名称 · Name","$ref":"#/components/schemas/OneLine","maxLength":200},"from":{"description":"起 · From","$ref":"#/components/schemas/Day"},"to":{"description":"止 · To","$ref":"#/components/schemas/Day"}},"additionalProperties":false},"x-merge-key":["name"]},"makeUpDays":{"description":"调休上课日 · Make-up days","type":"array","maxItems":40,"items":{"type":"object","required":["day","teaches"],"properties":{"day":{"description":"日期 · Day","$ref":"#/components/schemas/Day"},"teaches":{"description":"按星期几上课 · Taught as weekday","type":"integer","minimum":1,"maximum":7}},"additionalProperties":false},"x-merge-key":["day"]},"externalIds":{"description":"外部编号 · External ids","type":"array","maxItems":20,"items":{"type":"object","required":["system","value"],"properties":{"system":{"description":"系统 · System","type":"string","pattern":"^[0-9A-Za-z_.-]{1,64}$"},"value":{"description":"编号 · Value","$ref":"#/components/schemas/OneLine","maxLength":200}},"additionalProperties":false},"x-merge-key":["system"]}},"additionalProperties":false,"x-natural-key":["code"],"examples":[{"code":"2023-2024-2","externalIds":[{"system":"oneroster","value":"term-2024-spring"}],"firstDay":"2024-02-26","holidays":[{"from":"2024-04-04","name":"清明节","to":"2024-04-06"},{"from":"2024-05-01","name":"劳动节","to":"2024-05-05"},{"from":"2024-06-08","name":"端午节","to":"2024-06-10"}],"makeUpDays":[{"day":"2024-04-07","teaches":5},{"day":"2024-04-28","teaches":4},{"day":"2024-05-11","teaches":5}],"weeks":18}]},"TermsDocument":{"type":"object","title":"TermsDocument","description":"学期 · Term","required":["kind","id","school","rev","createdAt","updatedAt","updatedBy","body"],"properties":{"kind":{"const":"terms"},"id":{"$ref":"#/components/schemas/DocumentId"},"school":{"$ref":"#/components/schemas/SchoolId"},"rev":{"$ref":"#/components/schemas/Rev"},"createdAt":{"$ref":"#/components/schemas/Instant"},"updatedAt":{"$ref":"#/components/schemas/Instant"},"updatedBy":{"type":"string"},"body":{"$ref":"#/components/schemas/TermsBody"},"warnings":{"$ref":"#/components/schemas/Warnings"},"sinceEpoch":{"$ref":"#/components/schemas/SinceEpoch"},"comment":{"$ref":"#/components/schemas/Comment"}},"additionalProperties":false},"ClassesBody":{"title":"ClassesBody","description":"班级 · Class","type":"object","required":["stage","entryYear","number"],"properties":{"stage":{"description":"学段 · Stage","$ref":"#/components/schemas/Stages"},"entryYear":{"description":"入学年份 · Year of entry","type":"integer","minimum":1990,"maximum":2150},"number":{"description":"班号 · Number","type":"integer","minimum":1,"maximum":60},"size":{"description":"人数 · Pupils","type":"integer","minimum":0,"maximum":200},"externalIds":{"description":"外部编号 · External ids","type":"array","maxItems":20,"items":{"type":"object","required":["system","value"],"properties":{"system":{"description":"系统 · System","type":"string","pattern":"^[0-9A-Za-z_.-]{1,64}$"},"value":{"description":"编号 · Value","$ref":"#/components/schemas/OneLine","maxLength":200}},"additionalProperties":false},"x-merge-key":["system"]}},"additionalProperties":false,"x-natural-key":["stage","entryYear","number"],"examples":[{"entryYear":2019,"externalIds":[{"system":"oneroster","value":"class-2019-03"}],"number":3,"size":41,"stage":"primary"}]},"ClassesDocument":{"type":"object","title":"ClassesDocument","description":"班级 · Class","required":["kind","id","school","rev","createdAt","updatedAt","updatedBy","body"],"properties":{"kind":{"const":"classes"},"id":{"$ref":"#/components/schemas/DocumentId"},"school":{"$ref":"#/components/schemas/SchoolId"},"rev":{"$ref":"#/components/schemas/Rev"},"createdAt":{"$ref":"#/components/schemas/Instant"},"updatedAt":{"$ref":"#/components/schemas/Instant"},"updatedBy":{"type":"string"},"body":{"$ref":"#/components/schemas/ClassesBody"},"warnings":{"$ref":"#/components/schemas/Warnings"},"sinceEpoch":{"$ref":"#/components/schemas/SinceEpoch"},"comment":{"$ref":"#/components/schemas/Comment"}},"additionalProperties":false},"TeachersBody":{"title":"TeachersBody","description":"教师 · Teacher","type":"object","required":["name"],"properties":{"name":{"description":"姓名 · Name","$ref":"#/components/schemas/OneLine","maxLength":50},"code":{"description":"工号 · Staff number","type":"string","pattern":"^[0-9A-Za-z_.-]{1,32}$"},"gender":{"description":"性别 · Gender","$ref":"#/components/schemas/Genders"},"birthYear":{"description":"出生年份 · Year of birth","type":"integer","minimum":1930,"maximum":2030},"entryYear":{"description":"任教年份 · Teaching since","type":"integer","minimum":1950,"maximum":2100},"degree":{"description":"学历 · Degree","$ref":"#/components/schemas/Degrees"},"title":{"description":"职称 · Title","$ref":"#/components/schemas/OneLine","maxLength":200},"honours":{"description":"荣誉称号 · Honours","type":"array","maxItems":50,"items":{"$ref":"#/components/schemas/OneLine","maxLength":200}},"subjects":{"description":"任教学科 · Subjects","type":"array","maxItems":17,"items":{"$ref":"#/components/schemas/Subjects"},"uniqueItems":true},"externalIds":{"description":"外部编号 · External ids","type":"array","maxItems":20,"items":{"type":"object","required":["system","value"],"properties":{"system":{"description":"系统 · System","type":"string","pattern":"^[0-9A-Za-z_.-]{1,64}$"},"value":{"description":"编号 · Value","$ref":"#/components/schemas/OneLine","maxLength":200}},"additionalProperties":false},"x-merge-key":["system"]}},"additionalProperties":false,"x-natural-key":["code"],"examples":[{"birthYear":1985,"code":"SX0107","degree":"20","entryYear":2007,"externalIds":[{"system":"oneroster","value":"user-0107"}],"gender":"1","honours":["区级骨干教师","校优秀备课组长"],"name":"周明远","subjects":["mathematics","science"],"title":"一级教师"}]},"TeachersDocument":{"type":"object","title":"TeachersDocument","description":"教师 · Teacher","required":["kind","id","school","rev","createdAt","updatedAt","updatedBy","body"],"properties":{"kind":{"const":"teachers"},"id":{"$ref":"#/components/schemas/DocumentId"},"school":{"$ref":"#/components/schemas/SchoolId"},"rev":{"$ref":"#/components/schemas/Rev"},"createdAt":{"$ref":"#/components/schemas/Instant"},"updatedAt":{"$ref":"#/components/schemas/Instant"},"updatedBy":{"type":"string"},"body":{"$ref":"#/components/schemas/TeachersBody"},"warnings":{"$ref":"#/components/schemas/Warnings"},"sinceEpoch":{"$ref":"#/components/schemas/SinceEpoch"},"comment":{"$ref":"#/components/schemas/Comment"}},"additionalProperties":false},"ResearchGroupsBody":{"title":"ResearchGroupsBody","description":"教研组 · Research group","type":"object","required":["name","subject"],"properties":{"name":{"description":"名称 · Name","$ref":"#/components/schemas/OneLine","maxLength":200},"subject":{"description":"学科 · Subject","$ref":"#/components/schemas/Subjects"},"heads":{"description":"历任组长 · Heads","type":"array","maxItems":50,"items":{"type":"object","required":["teacherId","from"],"properties":{"teacherId":{"description":"教研组长 · Head","$ref":"#/components/schemas/DocumentId","x-refers-to":"teachers"},"from":{"description":"起 · From","$ref":"#/components/schemas/Day"},"to":{"description":"止 · To","$ref":"#/components/schemas/Day"}},"additionalProperties":false},"x-merge-key":["teacherId","from"]},"supervisorId":{"description":"分管行政 · Supervising administrator","$ref":"#/components/schemas/DocumentId","x-refers-to":"teachers"},"externalIds":{"description":"外部编号 · External ids","type":"array","maxItems":20,"items":{"type":"object","required":["system","value"],"properties":{"system":{"description":"系统 · System","type":"string","pattern":"^[0-9A-Za-z_.-]{1,64}$"},"value":{"description":"编号 · Value","$ref":"#/components/schemas/OneLine","maxLength":200}},"additionalProperties":false},"x-merge-key":["system"]}},"additionalProperties":false,"x-natural-key":["name"],"examples":[{"externalIds":[{"system":"oneroster","value":"dept-math"}],"heads":[{"from":"2020-09-01","teacherId":"018de0a1-7c00-7202-8b01-5f0e6c1d0009","to":"2023-08-31"},{"from":"2023-09-01","teacherId":"018de0a1-7c00-7202-8b01-5f0e6c1d0005"}],"name":"数学教研组","subject":"mathematics","supervisorId":"018de0a1-7c00-7202-8b01-5f0e6c1d000a"}]},"ResearchGroupsDocument":{"type":"object","title":"ResearchGroupsDocument","description":"教研组 · Research group","required":["kind","id","school","rev","createdAt","updatedAt","updatedBy","body"],"properties":{"kind":{"const":"research-groups"},"id":{"$ref":"#/components/schemas/DocumentId"},"school":{"$ref":"#/components/schemas/SchoolId"},"rev":{"$ref":"#/components/schemas/Rev"},"createdAt":{"$ref":"#/components/schemas/Instant"},"updatedAt":{"$ref":"#/components/schemas/Instant"},"updatedBy":{"type":"string"},"body":{"$ref":"#/components/schemas/ResearchGroupsBody"},"warnings":{"$ref":"#/components/schemas/Warnings"},"sinceEpoch":{"$ref":"#/components/schemas/SinceEpoch"},"comment":{"$ref":"#/components/schemas/Comment"}},"additionalProperties":false},"SettingsBody":{"title":"SettingsBody","description":"设置 · Settings","type":"object","required":["key"],"properties":{"key":{"description":"范围 · Scope. 总是 school · always school","type":"string","pattern":"^[0-9A-Za-z_.-]{1,10}$"},"timeZone":{"description":"时区 · Time zone. 如 Asia/Shanghai · e.g. Asia/Shanghai","$ref":"#/components/schemas/OneLine","maxLength":64},"thresholds":{"description":"分数线 · Thresholds","type":"array","maxItems":100,"items":{"type":"object","required":["name","grades","thresholds"],"properties":{"name":{"description":"名称 · Name","$ref":"#/components/schemas/OneLine","maxLength":200},"grades":{"description":"年级 · Grades","type":"array","maxItems":12,"items":{"type":"integer","minimum":1,"maximum":12},"uniqueItems":true},"subject":{"description":"学科 · Subject","$ref":"#/components/schemas/Subjects"},"thresholds":{"description":"分数线 · Thresholds","type":"object","required":["excellent","good","pass","low"],"properties":{"excellent":{"description":"优秀线 · Excellent from","type":"number","minimum":0,"maximum":1,"x-decimals":4},"good":{"description":"良好线 · Good from","type":"number","minimum":0,"maximum":1,"x-decimals":4},"pass":{"description":"合格线 · Pass from","type":"number","minimum":0,"maximum":1,"x-decimals":4},"low":{"description":"低分线 · Low below","type":"number","minimum":0,"maximum":1,"x-decimals":4}},"additionalProperties":false}},"additionalProperties":false},"x-merge-key":["name"]},"handIns":{"description":"上交要求 · Hand-ins","type":"array","maxItems":40,"items":{"type":"object","required":["kind","to"],"properties":{"kind":{"description":"材料 · Kind","type":"string","pattern":"^[0-9A-Za-z_.-]{1,40}$"},"to":{"description":"交给 · To","$ref":"#/components/schemas/Roles"},"dueWeek":{"description":"最迟周次 · Due in week","$ref":"#/components/schemas/Week"},"monthly":{"description":"每月一次 · Monthly","type":"boolean"}},"additionalProperties":false},"x-merge-key":["kind"]},"roleNames":{"description":"角色称呼 · Role names","type":"array","maxItems":10,"items":{"type":"object","required":["role","name"],"properties":{"role":{"description":"角色 · Role","$ref":"#/components/schemas/Roles"},"name":{"description":"本校称呼 · Called here","$ref":"#/components/schemas/OneLine","maxLength":50}},"additionalProperties":false},"x-merge-key":["role"]},"retention":{"description":"保存期限 · Kept for","type":"array","maxItems":40,"items":{"type":"object","required":["kind","years"],"properties":{"kind":{"description":"材料 · Kind","type":"string","pattern":"^[0-9A-Za-z_.-]{1,40}$"},"years":{"description":"保存年数 · Years","type":"integer","minimum":1,"maximum":100}},"additionalProperties":false},"x-merge-key":["kind"]},"showsRanks":{"description":"显示名次 · Ranks are shown","type":"boolean"}},"additionalProperties":false,"x-natural-key":["key"],"examples":[{"handIns":[{"dueWeek":"2","kind":"plans","to":"head"},{"kind":"minutes","monthly":true,"to":"head"},{"dueWeek":"final","kind":"test-reports","monthly":false,"to":"school-admin"}],"key":"school","retention":[{"kind":"score-sheets","years":3}],"roleNames":[{"name":"备课组长","role":"leader"},{"name":"教导处","role":"school-admin"}],"showsRanks":false,"thresholds":[{"grades":[1,2],"name":"低年级","thresholds":{"excellent":0.9,"good":0.75,"low":0.4,"pass":0.6}},{"grades":[3,4,5,6],"name":"中高年级数学","subject":"mathematics","thresholds":{"excellent":0.85,"good":0.75,"low":0.4,"pass":0.6}}],"timeZone":"Asia/Shanghai"}]},"SettingsDocument":{"type":"object","title":"SettingsDocument","description":"设置 · Settings","required":["kind","id","school","rev","createdAt","updatedAt","updatedBy","body"],"properties":{"kind":{"const":"settings"},"id":{"$ref":"#/components/schemas/DocumentId"},"school":{"$ref":"#/components/schemas/SchoolId"},"rev":{"$ref":"#/components/schemas/Rev"},"createdAt":{"$ref":"#/components/schemas/Instant"},"updatedAt":{"$ref":"#/components/schemas/Instant"},"updatedBy":{"type":"string"},"body":{"$ref":"#/components/schemas/SettingsBody"},"warnings":{"$ref":"#/components/schemas/Warnings"},"sinceEpoch":{"$ref":"#/components/schemas/SinceEpoch"},"comment":{"$ref":"#/components/schemas/Comment"}},"additionalProperties":false},"GroupsBody":{"title":"GroupsBody","description":"备课组 · Group","type":"object","required":["name","schoolYear","subject","grades"],"properties":{"name":{"description":"名称 · Name","$ref":"#/components/schemas/OneLine","maxLength":200},"schoolYear":{"description":"学年 · School year. 如 2023-2024 · e.g. 2023-2024","$ref":"#/components/schemas/SchoolYear"},"subject":{"description":"学科 · Subject","$ref":"#/components/schemas/Subjects"},"grades":{"description":"年级 · Grades","type":"array","maxItems":12,"items":{"type":"integer","minimum":1,"maximum":12},"uniqueItems":true},"textbook":{"description":"教材 · Textbook","$ref":"#/components/schemas/OneLine","maxLength":200},"members":{"description":"成员 · Members","type":"array","maxItems":100,"items":{"type":"object","required":["teacherId","role","from"],"properties":{"teacherId":{"description":"姓名 · Teacher","$ref":"#/components/schemas/DocumentId","x-refers-to":"teachers"},"role":{"description":"身份 · Role","$ref":"#/components/schemas/GroupRoles"},"from":{"description":"起 · From","$ref":"#/components/schemas/Day"},"to":{"description":"止 · To","$ref":"#/components/schemas/Day"},"classIds":{"description":"任教班级 · Classes taught","type":"array","maxItems":30,"items":{"$ref":"#/components/schemas/DocumentId","x-refers-to":"classes"},"uniqueItems":true},"otherWork":{"description":"其他工作 · Other work","$ref":"#/components/schemas/OneLine","maxLength":200}},"additionalProperties":false},"x-merge-key":["teacherId","role","from"]},"classIds":{"description":"班级 · Classes","type":"array","maxItems":100,"items":{"$ref":"#/components/schemas/DocumentId","x-refers-to":"classes"},"uniqueItems":true},"researchGroupId":{"description":"所属教研组 · Research group","$ref":"#/components/schemas/DocumentId","x-refers-to":"research-groups"},"slot":{"description":"活动时间地点 · Meets","type":"object","required":["weekday","cadence"],"properties":{"weekday":{"description":"星期 · Weekday. 1 为星期一 · 1 is Monday","type":"integer","minimum":1,"maximum":7},"time":{"description":"时间 · Time","$ref":"#/components/schemas/ClockTime"},"period":{"description":"节次 · Period","$ref":"#/components/schemas/OneLine","maxLength":200},"place":{"description":"地点 · Place","$ref":"#/components/schemas/OneLine","maxLength":200},"cadence":{"description":"频次 · Cadence","$ref":"#/components/schemas/Cadences"}},"additionalProperties":false},"externalIds":{"description":"外部编号 · External ids","type":"array","maxItems":20,"items":{"type":"object","required":["system","value"],"properties":{"system":{"description":"系统 · System","type":"string","pattern":"^[0-9A-Za-z_.-]{1,64}$"},"value":{"description":"编号 · Value","$ref":"#/components/schemas/OneLine","maxLength":200}},"additionalProperties":false},"x-merge-key":["system"]}},"additionalProperties":false,"x-natural-key":["schoolYear","name"],"examples":[{"classIds":["018de0a1-7c00-7101-8b01-5f0e6c1d0001","018de0a1-7c00-7101-8b01-5f0e6c1d0002","018de0a1-7c00-7101-8b01-5f0e6c1d0003"],"externalIds":[{"system":"oneroster","value":"group-5-math"}],"grades":[5],"members":[{"classIds":["018de0a1-7c00-7101-8b01-5f0e6c1d0001"],"from":"2023-09-01","otherWork":"五1班班主任","role":"leader","teacherId":"018de0a1-7c00-7202-8b01-5f0e6c1d0001"},{"classIds":["018de0a1-7c00-7101-8b01-5f0e6c1d0002","018de0a1-7c00-7101-8b01-5f0e6c1d0003"],"from":"2023-09-01","otherWork":"数学兴趣小组","role":"member","teacherId":"018de0a1-7c00-7202-8b01-5f0e6c1d0002"},{"from":"2023-09-01","otherWork":"下学期外出交流","role":"member","teacherId":"018de0a1-7c00-7202-8b01-5f0e6c1d0003","to":"2024-01-31"},{"from":"2023-09-01","role":"supervisor","teacherId":"018de0a1-7c00-7202-8b01-5f0e6c1d000a"}],"name":"五年级数学备课组","researchGroupId":"018de0a1-7c00-7303-8b01-5f0e6c1d0001","schoolYear":"2023-2024","slot":{"cadence":"weekly","period":"下午第二节","place":"三楼备课室","time":"14:10","weekday":3},"subject":"mathematics","textbook":"苏教版五年级下册"}]},"GroupsDocument":{"type":"object","title":"GroupsDocument","description":"备课组 · Group","required":["kind","id","school","rev","createdAt","updatedAt","updatedBy","body"],"properties":{"kind":{"const":"groups"},"id":{"$ref":"#/components/schemas/DocumentId"},"school":{"$ref":"#/components/schemas/SchoolId"},"rev":{"$ref":"#/components/schemas/Rev"},"createdAt":{"$ref":"#/components/schemas/Instant"},"updatedAt":{"$ref":"#/components/schemas/Instant"},"updatedBy":{"type":"string"},"body":{"$ref":"#/components/schemas/GroupsBody"},"warnings":{"$ref":"#/components/schemas/Warnings"},"sinceEpoch":{"$ref":"#/components/schemas/SinceEpoch"},"comment":{"$ref":"#/components/schemas/Comment"}},"additionalProperties":false},"DutiesBody":{"title":"DutiesBody","description":"职责 · Duty","type":"object","required":["groupId","term","theme","text","holder"],"properties":{"groupId":{"description":"备课组 · Group","$ref":"#/components/schemas/DocumentId","x-refers-to":"groups"},"term":{"description":"学期 · Term","$ref":"#/components/schemas/TermCode","x-refers-to":"terms"},"number":{"description":"序号 · Number","type":"integer","minimum":1,"maximum":200},"theme":{"description":"主题 · Theme","$ref":"#/components/schemas/DutyThemes"},"text":{"description":"内容 · Text","$ref":"#/components/schemas/Paragraphs","maxLength":2000},"holder":{"description":"承担者 · Holder","$ref":"#/components/schemas/DutyHolders"},"target":{"description":"数量要求 · To reach","type":"object","required":["count","unit","period"],"properties":{"count":{"description":"数量 · Number","type":"number","minimum":0,"maximum":100000,"x-decimals":2},"unit":{"description":"单位 · Unit","$ref":"#/components/schemas/OneLine","maxLength":20},"period":{"description":"周期 · Period","$ref":"#/components/schemas/DutyPeriods"}},"additionalProperties":false},"dueDay":{"description":"最迟日期 · Due on","$ref":"#/components/schemas/Day"},"dueWeek":{"description":"最迟周次 · Due in week","$ref":"#/components/schemas/Week"},"doneOn":{"description":"完成日期 · Done on","$ref":"#/components/schemas/Day"},"evidence":{"description":"依据 · Evidence","type":"array","maxItems":50,"items":{"type":"object","required":["text"],"properties":{"text":{"description":"说明 · What","$ref":"#/components/schemas/OneLine","maxLength":500},"address":{"description":"存放地址 · Address","$ref":"#/components/schemas/OneLine","maxLength":1000},"sha256":{"description":"SHA-256 · SHA-256","type":"string","pattern":"^[0-9A-Za-z_.-]{1,64}$"}},"additionalProperties":false},"x-merge-key":["text"]},"remarks":{"description":"备注 · Remarks","$ref":"#/components/schemas/Paragraphs","maxLength":20000}},"additionalProperties":false,"examples":[{"doneOn":"2024-06-21","dueDay":"2024-06-28","dueWeek":"18","evidence":[{"address":"https://files.example.org/2024/zhou-tingke.pdf","sha256":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08","text":"听课记录本，共十六节"}],"groupId":"018de0a1-7c00-7404-8b01-5f0e6c1d0001","holder":"leader","number":3,"remarks":"其中外校两节。","target":{"count":15,"period":"term","unit":"节"},"term":"2023-2024-2","text":"备课组长每学期听组内外的课不少于十五节，听后当面交换意见。","theme":"observation"}]},"DutiesDocument":{"type":"object","title":"DutiesDocument","description":"职责 · Duty","required":["kind","id","school","rev","createdAt","updatedAt","updatedBy","body"],"properties":{"kind":{"const":"duties"},"id":{"$ref":"#/components/schemas/DocumentId"},"school":{"$ref":"#/components/schemas/SchoolId"},"rev":{"$ref":"#/components/schemas/Rev"},"createdAt":{"$ref":"#/components/schemas/Instant"},"updatedAt":{"$ref":"#/components/schemas/Instant"},"updatedBy":{"type":"string"},"body":{"$ref":"#/components/schemas/DutiesBody"},"warnings":{"$ref":"#/components/schemas/Warnings"},"sinceEpoch":{"$ref":"#/components/schemas/SinceEpoch"},"comment":{"$ref":"#/components/schemas/Comment"}},"additionalProperties":false},"PlansBody":{"title":"PlansBody","description":"计划 · Plan","type":"object","required":["level","term","title"],"properties":{"level":{"description":"层级 · Level","$ref":"#/components/schemas/PlanLevels"},"groupId":{"description":"备课组 · Group","$ref":"#/components/schemas/DocumentId","x-refers-to":"groups"},"researchGroupId":{"description":"教研组 · Research group","$ref":"#/components/schemas/DocumentId","x-refers-to":"research-groups"},"term":{"description":"学期 · Term","$ref":"#/components/schemas/TermCode","x-refers-to":"terms"},"title":{"description":"大标题 · Title","$ref":"#/components/schemas/OneLine","maxLength":200},"subtitle":{"description":"副标题 · Subtitle","$ref":"#/components/schemas/OneLine","maxLength":200},"day":{"description":"日期 · Day","$ref":"#/components/schemas/Day"},"guidingPoints":{"description":"指导思想 · Guiding points","$ref":"#/components/schemas/Paragraphs","maxLength":20000},"goals":{"description":"工作目标 · Goals","$ref":"#/components/schemas/Paragraphs","maxLength":20000},"members":{"description":"成员课务及个人简介 · Members","type":"array","maxItems":100,"items":{"type":"object","required":["teacherId","name"],"properties":{"teacherId":{"description":"教师 · Teacher","$ref":"#/components/schemas/DocumentId","x-refers-to":"teachers"},"name":{"description":"姓名 · Name","$ref":"#/components/schemas/OneLine","maxLength":50},"gender":{"description":"性别 · Gender","$ref":"#/components/schemas/Genders"},"age":{"description":"年龄 · Age","type":"integer","minimum":15,"maximum":100},"yearsTaught":{"description":"教龄 · Years taught","type":"integer","minimum":0,"maximum":80},"degree":{"description":"学历 · Degree","$ref":"#/components/schemas/Degrees"},"classes":{"description":"所任课务 · Classes taught","$ref":"#/components/schemas/OneLine","maxLength":200},"otherWork":{"description":"其他工作 · Other work","$ref":"#/components/schemas/OneLine","maxLength":200}},"additionalProperties":false},"x-merge-key":["teacherId"]},"textbookStudy":{"description":"工作要点：教材研读 · Key points: textbook","$ref":"#/components/schemas/Paragraphs","maxLength":20000},"classroom":{"description":"工作要点：课堂教学 · Key points: classroom","$ref":"#/components/schemas/Paragraphs","maxLength":20000},"routines":{"description":"工作要点：教学常规 · Key points: routines","$ref":"#/components/schemas/Paragraphs","maxLength":20000},"quality":{"description":"工作要点：质量评价与分析 · Key points: quality","$ref":"#/components/schemas/Paragraphs","maxLength":20000},"division":{"description":"分工与合作 · Division of work","$ref":"#/components/schemas/Paragraphs","maxLength":20000},"activities":{"description":"表1 活动安排 · Table 1: activities","type":"array","maxItems":100,"items":{"type":"object","required":["week","content"],"properties":{"week":{"description":"周次 · Week","$ref":"#/components/schemas/Week"},"day":{"description":"日期 · Day","$ref":"#/components/schemas/Day"},"occasion":{"description":"活动 · Occasion","$ref":"#/components/schemas/OneLine","maxLength":200},"content":{"description":"内容 · Content","type":"array","maxItems":20,"items":{"$ref":"#/components/schemas/OneLine","maxLength":500}},"forms":{"description":"形式 · Form","type":"array","maxItems":20,"items":{"$ref":"#/components/schemas/OneLine","maxLength":200}},"remarks":{"description":"备注 · Remarks","type":"array","maxItems":20,"items":{"$ref":"#/components/schemas/OneLine","maxLength":500}},"centralSpeakerId":{"description":"中心发言人 · Central speaker","$ref":"#/components/schemas/DocumentId","x-refers-to":"teachers"}},"additionalProperties":false},"x-merge-key":["week","occasion"]},"activityNotes":{"description":"活动安排说明 · Notes to table 1","type":"array","maxItems":20,"items":{"$ref":"#/components/schemas/OneLine","maxLength":500}},"textbook":{"description":"教材 · Textbook","$ref":"#/components/schemas/OneLine","maxLength":200},"progressAuthorId":{"description":"制表人 · Table 2 by","$ref":"#/components/schemas/DocumentId","x-refers-to":"teachers"},"progress":{"description":"表2 教学进度 · Table 2: progress","type":"array","maxItems":400,"items":{"type":"object","required":["level","content","hours"],"properties":{"level":{"description":"层级 · Level","$ref":"#/components/schemas/ProgressLevels"},"week":{"description":"周次 · Week","$ref":"#/components/schemas/Week"},"day":{"description":"日期 · Day","$ref":"#/components/schemas/Day"},"content":{"description":"教学内容 · Content","$ref":"#/components/schemas/OneLine","maxLength":200},"hours":{"description":"课时 · Hours. 10+1 为十课时、机动一课时 · 10+1 is ten hours and one in reserve","$ref":"#/components/schemas/Hours"},"remarks":{"description":"备注 · Remarks","$ref":"#/components/schemas/OneLine","maxLength":200}},"additionalProperties":false},"x-merge-key":["level","content"]},"exerciseWriting":{"description":"表3 有效练习命制 · Table 3: exercise writing","type":"array","maxItems":100,"items":{"type":"object","required":["week","content","authorId","reviewerId"],"properties":{"week":{"description":"周次 · Week","$ref":"#/components/schemas/Week"},"content":{"description":"练习内容 · Content","$ref":"#/components/schemas/OneLine","maxLength":200},"authorId":{"description":"命制人 · Author","$ref":"#/components/schemas/DocumentId","x-refers-to":"teachers"},"reviewerId":{"description":"审核人 · Reviewer","$ref":"#/components/schemas/DocumentId","x-refers-to":"teachers"}},"additionalProperties":false},"x-merge-key":["week","content"]},"targets":{"description":"质量目标 · Targets","type":"array","maxItems":100,"items":{"type":"object","required":["grade","metric","target"],"properties":{"grade":{"description":"年级 · Grade","type":"integer","minimum":1,"maximum":12},"metric":{"description":"指标 · Metric","$ref":"#/components/schemas/LevelMetrics"},"target":{"description":"目标 · Target","type":"number","minimum":0,"maximum":1000,"x-decimals":4}},"additionalProperties":false},"x-merge-key":["grade","metric"]},"tests":{"description":"测试安排 · Tests","type":"array","maxItems":60,"items":{"type":"object","required":["week","content"],"properties":{"week":{"description":"周次 · Week","$ref":"#/components/schemas/Week"},"content":{"description":"内容 · Content","$ref":"#/components/schemas/OneLine","maxLength":200},"kind":{"description":"类型 · Kind","$ref":"#/components/schemas/TestKinds"}},"additionalProperties":false},"x-merge-key":["week","content"]}},"additionalProperties":false,"x-natural-key":["level","groupId","term"],"examples":[{"activities":[{"centralSpeakerId":"018de0a1-7c00-7202-8b01-5f0e6c1d0001","content":["通读教材","商定进度表"],"day":"2024-02-23","forms":["集中研讨"],"occasion":"第一次活动","remarks":["全员参加"],"week":"pre"},{"centralSpeakerId":"018de0a1-7c00-7202-8b01-5f0e6c1d0002","content":["“简易方程”单元备课"],"day":"2024-02-28","forms":["主讲","讨论"],"occasion":"第二次活动","remarks":["带等式卡片"],"week":"1"},{"content":["期末质量分析"],"occasion":"末次活动","week":"final"}],"activityNotes":["遇放假顺延到下一周的同一时间。"],"classroom":"先学后教，留足学生说理的时间。","day":"2024-02-23","division":"周明远统筹进度，林晓岚汇总练习。","exerciseWriting":[{"authorId":"018de0a1-7c00-7202-8b01-5f0e6c1d0001","content":"等式与方程练习","reviewerId":"018de0a1-7c00-7202-8b01-5f0e6c1d0002","week":"1"},{"authorId":"018de0a1-7c00-7202-8b01-5f0e6c1d0002","content":"解方程练习","reviewerId":"018de0a1-7c00-7202-8b01-5f0e6c1d0001","week":"2"}],"goals":"一、每周一次集体备课，时间、地点、内容、发言人先定后备。\n二、计算过关率在上学期的基础上再提高。","groupId":"018de0a1-7c00-7404-8b01-5f0e6c1d0001","guidingPoints":"以单元整体备课为主线，让每节课都有清楚的目标和可以检验的达成。","level":"group","members":[{"age":39,"classes":"五1数学","degree":"20","gender":"1","name":"周明远","otherWork":"班主任","teacherId":"018de0a1-7c00-7202-8b01-5f0e6c1d0001","yearsTaught":17},{"age":31,"classes":"五2、五3数学","degree":"10","gender":"2","name":"林晓岚","otherWork":"数学兴趣小组","teacherId":"018de0a1-7c00-7202-8b01-5f0e6c1d0002","yearsTaught":8}],"progress":[{"content":"一 简易方程","day":"2024-02-26","hours":"10+1","level":"unit","remarks":"机动课时用于整理","week":"1"},{"content":"等式与方程","hours":"2","level":"lesson","week":"1"},{"content":"等式的性质与解方程","hours":"4","level":"lesson","week":"1"},{"content":"列方程解决实际问题","hours":"4","level":"lesson","week":"2"}],"progressAuthorId":"018de0a1-7c00-7202-8b01-5f0e6c1d0002","quality":"每单元一次随堂练习，逐题看得分率。","researchGroupId":"018de0a1-7c00-7303-8b01-5f0e6c1d0001","routines":"作业全批全改，错题当天订正。","subtitle":"2023—2024学年第二学期","targets":[{"grade":5,"metric":"pass","target":0.95},{"grade":5,"metric":"excellent","target":0.6}],"term":"2023-2024-2","tests":[{"content":"简易方程","kind":"lesson","week":"3"},{"content":"期末检测","kind":"final","week":"final"}],"textbook":"苏教版五年级下册","textbookStudy":"开学前通读全册，画出知识结构图；每单元由一人主讲。","title":"五年级数学备课组工作计划"}]},"PlansDocument":{"type":"object","title":"PlansDocument","description":"计划 · Plan","required":["kind","id","school","rev","state","createdAt","updatedAt","updatedBy","body"],"properties":{"kind":{"const":"plans"},"id":{"$ref":"#/components/schemas/DocumentId"},"school":{"$ref":"#/components/schemas/SchoolId"},"rev":{"$ref":"#/components/schemas/Rev"},"state":{"$ref":"#/components/schemas/DocumentStates"},"createdAt":{"$ref":"#/components/schemas/Instant"},"updatedAt":{"$ref":"#/components/schemas/Instant"},"updatedBy":{"type":"string"},"body":{"$ref":"#/components/schemas/PlansBody"},"warnings":{"$ref":"#/components/schemas/Warnings"},"sinceEpoch":{"$ref":"#/components/schemas/SinceEpoch"},"transition":{"$ref":"#/components/schemas/LastTransition"},"comment":{"$ref":"#/components/schemas/Comment"}},"additionalProperties":false},"TestsBody":{"title":"TestsBody","description":"测试 · Test","type":"object","required":["groupId","term","title","kind","grade","fullMark","thresholds"],"properties":{"groupId":{"description":"备课组 · Group","$ref":"#/components/schemas/DocumentId","x-refers-to":"groups"},"term":{"description":"学期 · Term","$ref":"#/components/schemas/TermCode","x-refers-to":"terms"},"title":{"description":"名称 · Title","$ref":"#/components/schemas/OneLine","maxLength":200},"kind":{"description":"类型 · Kind","$ref":"#/components/schemas/TestKinds"},"grade":{"description":"年级 · Grade","type":"integer","minimum":1,"maximum":12},"date":{"description":"日期 · Date","$ref":"#/components/schemas/Day"},"fullMark":{"description":"满分 · Full mark","type":"number","minimum":0,"maximum":10000,"x-decimals":2},"items":{"description":"双向细目表 · Blueprint","type":"array","maxItems":200,"items":{"type":"object","required":["number","fullMark"],"properties":{"number":{"description":"题号 · Item","$ref":"#/components/schemas/OneLine","maxLength":16},"type":{"description":"题型 · Type","$ref":"#/components/schemas/ItemTypes"},"fullMark":{"description":"分值 · Full mark","type":"number","minimum":0,"maximum":10000,"x-decimals":2},"knowledgePoint":{"description":"知识点 · Knowledge point","$ref":"#/components/schemas/OneLine","maxLength":100},"abilityLevel":{"description":"能力层次 · Ability level","$ref":"#/components/schemas/AbilityLevels"},"expectedDifficulty":{"description":"预估难度 · Expected difficulty","type":"number","minimum":0,"maximum":1,"x-decimals":4}},"additionalProperties":false},"x-merge-key":["number"]},"thresholds":{"description":"分数线 · Thresholds","type":"object","required":["excellent","good","pass","low"],"properties":{"excellent":{"description":"优秀线 · Excellent from","type":"number","minimum":0,"maximum":1,"x-decimals":4},"good":{"description":"良好线 · Good from","type":"number","minimum":0,"maximum":1,"x-decimals":4},"pass":{"description":"合格线 · Pass from","type":"number","minimum":0,"maximum":1,"x-decimals":4},"low":{"description":"低分线 · Low below","type":"number","minimum":0,"maximum":1,"x-decimals":4}},"additionalProperties":false},"unit":{"description":"单元 · Unit","$ref":"#/components/schemas/OneLine","maxLength":200},"authorId":{"description":"命题人 · Author","$ref":"#/components/schemas/DocumentId","x-refers-to":"teachers"},"remarks":{"description":"备注 · Remarks","$ref":"#/components/schemas/Paragraphs","maxLength":20000},"externalIds":{"description":"外部编号 · External ids","type":"array","maxItems":20,"items":{"type":"object","required":["system","value"],"properties":{"system":{"description":"系统 · System","type":"string","pattern":"^[0-9A-Za-z_.-]{1,64}$"},"value":{"description":"编号 · Value","$ref":"#/components/schemas/OneLine","maxLength":200}},"additionalProperties":false},"x-merge-key":["system"]}},"additionalProperties":false,"examples":[{"authorId":"018de0a1-7c00-7202-8b01-5f0e6c1d0001","date":"2024-03-14","externalIds":[{"system":"exam-platform","value":"2024-5-01"}],"fullMark":20,"grade":5,"groupId":"018de0a1-7c00-7404-8b01-5f0e6c1d0001","items":[{"abilityLevel":"understand","expectedDifficulty":0.92,"fullMark":4,"knowledgePoint":"等式与方程","number":"1","type":"blank"},{"abilityLevel":"understand","expectedDifficulty":0.85,"fullMark":3.5,"knowledgePoint":"等式的性质","number":"2","type":"choice"},{"abilityLevel":"apply","expectedDifficulty":0.8,"fullMark":6,"knowledgePoint":"解方程","number":"3","type":"calculation"},{"abilityLevel":"analyse","expectedDifficulty":0.675,"fullMark":6.5,"knowledgePoint":"列方程解决实际问题","number":"4","type":"problem"}],"kind":"lesson","remarks":"限时二十五分钟。","term":"2023-2024-2","thresholds":{"excellent":0.85,"good":0.75,"low":0.4,"pass":0.6},"title":"“简易方程”随堂练习","unit":"一 简易方程"}]},"TestsDocument":{"type":"object","title":"TestsDocument","description":"测试 · Test","required":["kind","id","school","rev","createdAt","updatedAt","updatedBy","body"],"properties":{"kind":{"const":"tests"},"id":{"$ref":"#/components/schemas/DocumentId"},"school":{"$ref":"#/components/schemas/SchoolId"},"rev":{"$ref":"#/components/schemas/Rev"},"createdAt":{"$ref":"#/components/schemas/Instant"},"updatedAt":{"$ref":"#/components/schemas/Instant"},"updatedBy":{"type":"string"},"body":{"$ref":"#/components/schemas/TestsBody"},"warnings":{"$ref":"#/components/schemas/Warnings"},"sinceEpoch":{"$ref":"#/components/schemas/SinceEpoch"},"comment":{"$ref":"#/components/schemas/Comment"}},"additionalProperties":false},"MinutesBody":{"title":"MinutesBody","description":"活动记录 · Minutes","type":"object","required":["groupId","term","kind","date","topic"],"properties":{"groupId":{"description":"备课组 · Group","$ref":"#/components/schemas/DocumentId","x-refers-to":"groups"},"term":{"description":"学期 · Term","$ref":"#/components/schemas/TermCode","x-refers-to":"terms"},"number":{"description":"第几次 · Number","type":"integer","minimum":1,"maximum":200},"kind":{"description":"活动类型 · Kind","$ref":"#/components/schemas/MeetingKinds"},"week":{"description":"周次 · Week","$ref":"#/components/schemas/Week"},"date":{"description":"活动日期 · Date","$ref":"#/components/schemas/Day"},"start":{"description":"开始时间 · Start","$ref":"#/components/schemas/ClockTime"},"end":{"description":"结束时间 · End","$ref":"#/components/schemas/ClockTime"},"place":{"description":"活动地点 · Place","$ref":"#/components/schemas/OneLine","maxLength":200},"topic":{"description":"活动内容 · Topic","$ref":"#/components/schemas/OneLine","maxLength":200},"hostId":{"description":"主持人 · Host","$ref":"#/components/schemas/DocumentId","x-refers-to":"teachers"},"centralSpeakerId":{"description":"中心发言人 · Central speaker","$ref":"#/components/schemas/DocumentId","x-refers-to":"teachers"},"recorderId":{"description":"记录人 · Recorder","$ref":"#/components/schemas/DocumentId","x-refers-to":"teachers"},"planActivity":{"description":"对应计划活动 · Planned activity","$ref":"#/components/schemas/OneLine","maxLength":200},"attendance":{"description":"参加人员 · Attendance","type":"array","maxItems":100,"items":{"type":"object","required":["teacherId","status"],"properties":{"teacherId":{"description":"姓名 · Teacher","$ref":"#/components/schemas/DocumentId","x-refers-to":"teachers"},"status":{"description":"出勤 · Attendance","$ref":"#/components/schemas/AttendanceStatuses"},"minutesLate":{"description":"迟到分钟 · Minutes late","type":"integer","minimum":1,"maximum":600},"reason":{"description":"原因 · Reason","$ref":"#/components/schemas/OneLine","maxLength":200}},"additionalProperties":false},"x-merge-key":["teacherId"]},"review":{"description":"上周教学工作回顾与反思 · Review of last week","$ref":"#/components/schemas/Paragraphs","maxLength":20000},"unitAnalyses":{"description":"单元分析 · Unit analyses","type":"array","maxItems":10,"items":{"type":"object","required":["unit","rows"],"properties":{"unit":{"description":"单元 · Unit","$ref":"#/components/schemas/OneLine","maxLength":200},"authorId":{"description":"设计人 · Author","$ref":"#/components/schemas/DocumentId","x-refers-to":"teachers"},"rows":{"description":"分析 · Rows","type":"array","maxItems":4,"items":{"type":"object","required":["aspect"],"properties":{"aspect":{"description":"内容 · Aspect","$ref":"#/components/schemas/UnitAnalysisAspects"},"individualDesign":{"description":"个人设计 · Individual design","$ref":"#/components/schemas/Paragraphs","maxLength":20000},"groupOpinion":{"description":"备课组集体讨论意见 · Group's opinion","$ref":"#/components/schemas/Paragraphs","maxLength":20000},"testId":{"description":"所据测试 · Test it rests on","$ref":"#/components/schemas/DocumentId","x-refers-to":"tests"}},"additionalProperties":false},"x-merge-key":["aspect"]}},"additionalProperties":false},"x-merge-key":["unit"]},"exercises":{"description":"有效练习设计 · Exercises","$ref":"#/components/schemas/Paragraphs","maxLength":20000},"discussion":{"description":"集体讨论：修改意见 · Discussion: changes","$ref":"#/components/schemas/Paragraphs","maxLength":20000},"reading":{"description":"集体讨论：经典诵读积累和写话 · Discussion: reading and writing","$ref":"#/components/schemas/Paragraphs","maxLength":20000},"agreedExercises":{"description":"集体讨论：有效练习设计的统一 · Discussion: agreed exercises","$ref":"#/components/schemas/Paragraphs","maxLength":20000},"unified":{"description":"统一事项 · Unified","type":"array","maxItems":11,"items":{"$ref":"#/components/schemas/UnifiedPoints"},"uniqueItems":true},"actions":{"description":"待办 · Actions","type":"array","maxItems":50,"items":{"type":"object","required":["what"],"properties":{"what":{"description":"事项 · What","$ref":"#/components/schemas/OneLine","maxLength":500},"teacherId":{"description":"负责人 · Who","$ref":"#/components/schemas/DocumentId","x-refers-to":"teachers"},"due":{"description":"期限 · Due","$ref":"#/components/schemas/Day"},"done":{"description":"已完成 · Done","type":"boolean"}},"additionalProperties":false},"x-merge-key":["what"]},"nextRequirements":{"description":"下次活动要求 · For the next meeting","$ref":"#/components/schemas/Paragraphs","maxLength":20000}},"additionalProperties":false,"examples":[{"actions":[{"done":true,"due":"2024-03-01","teacherId":"018de0a1-7c00-7202-8b01-5f0e6c1d0002","what":"修订单元练习并发到组里"},{"done":false,"due":"2024-03-04","teacherId":"018de0a1-7c00-7202-8b01-5f0e6c1d0004","what":"借天平三台"}],"agreedExercises":"三个班都用同一份，第五题留到第二课时。","attendance":[{"status":"present","teacherId":"018de0a1-7c00-7202-8b01-5f0e6c1d0001"},{"status":"present","teacherId":"018de0a1-7c00-7202-8b01-5f0e6c1d0002"},{"minutesLate":5,"reason":"送学生就诊","status":"late","teacherId":"018de0a1-7c00-7202-8b01-5f0e6c1d0003"},{"status":"present","teacherId":"018de0a1-7c00-7202-8b01-5f0e6c1d0004"},{"reason":"区里开会","status":"excused","teacherId":"018de0a1-7c00-7202-8b01-5f0e6c1d0005"}],"centralSpeakerId":"018de0a1-7c00-7202-8b01-5f0e6c1d0002","date":"2024-02-28","discussion":"例题二的数据改小，便于口算检验。","end":"15:00","exercises":"必做六题，选做一题；选做题不计时。","groupId":"018de0a1-7c00-7404-8b01-5f0e6c1d0001","hostId":"018de0a1-7c00-7202-8b01-5f0e6c1d0001","kind":"preparation","nextRequirements":"下次带上各班的错题照片。","number":2,"place":"三楼备课室","planActivity":"第二次活动","reading":"读一则古代方程趣题，写两句话说说想法。","recorderId":"018de0a1-7c00-7202-8b01-5f0e6c1d0004","review":"上周复习了用字母表示数，约三成学生写不全含字母的式子。","start":"14:10","term":"2023-2024-2","topic":"“简易方程”单元备课","unified":["goals","key-points","difficulties","pace","homework"],"unitAnalyses":[{"authorId":"018de0a1-7c00-7202-8b01-5f0e6c1d0002","rows":[{"aspect":"textbook","groupOpinion":"天平图要先平衡后不平衡，两种都出现。","individualDesign":"从天平引出等式，再到含未知数的等式。"},{"aspect":"goals","groupOpinion":"加上“会检验”。","individualDesign":"会用等式的性质解一步方程。"},{"aspect":"design","groupOpinion":"同意。","individualDesign":"两课时建概念，四课时学解法，四课时用方程。"},{"aspect":"achievement","groupOpinion":"得分率低于七成的题目下周重讲。","individualDesign":"随堂练习第三题看解法，第四题看列式。","testId":"018de0a1-7c00-7505-8b01-5f0e6c1d0001"}],"unit":"一 简易方程"}],"week":"1"}]},"MinutesDocument":{"type":"object","title":"MinutesDocument","description":"活动记录 · Minutes","required":["kind","id","school","rev","state","createdAt","updatedAt","updatedBy","body"],"properties":{"kind":{"const":"minutes"},"id":{"$ref":"#/components/schemas/DocumentId"},"school":{"$ref":"#/components/schemas/SchoolId"},"rev":{"$ref":"#/components/schemas/Rev"},"state":{"$ref":"#/components/schemas/DocumentStates"},"createdAt":{"$ref":"#/components/schemas/Instant"},"updatedAt":{"$ref":"#/components/schemas/Instant"},"updatedBy":{"type":"string"},"body":{"$ref":"#/components/schemas/MinutesBody"},"warnings":{"$ref":"#/components/schemas/Warnings"},"sinceEpoch":{"$ref":"#/components/schemas/SinceEpoch"},"transition":{"$ref":"#/components/schemas/LastTransition"},"comment":{"$ref":"#/components/schemas/Comment"}},"additionalProperties":false},"ScoreSheetsBody":{"title":"ScoreSheetsBody","description":"登分表 · Score sheet","type":"object","required":["groupId","term","testId","classId","rows"],"properties":{"groupId":{"description":"备课组 · Group","$ref":"#/components/schemas/DocumentId","x-refers-to":"groups"},"term":{"description":"学期 · Term","$ref":"#/components/schemas/TermCode","x-refers-to":"terms"},"testId":{"description":"测试 · Test","$ref":"#/components/schemas/DocumentId","x-refers-to":"tests"},"classId":{"description":"班级 · Class","$ref":"#/components/schemas/DocumentId","x-refers-to":"classes"},"rows":{"description":"成绩 · Rows","type":"array","maxItems":2000,"items":{"type":"object","required":["student","status"],"properties":{"student":{"description":"学生代码 · Student","type":"string","pattern":"^[0-9A-Za-z_-]{1,32}$"},"status":{"description":"参考情况 · Status","$ref":"#/components/schemas/ScoreStatuses"},"total":{"description":"总分 · Total","type":"number","minimum":0,"maximum":10000,"x-decimals":2},"items":{"description":"各题得分 · Items","type":"object","maxProperties":200,"propertyNames":{"minLength":1,"maxLength":16},"additionalProperties":{"type":"number","minimum":0,"maximum":10000,"x-decimals":2}}},"additionalProperties":false},"x-merge-key":["student"]}},"additionalProperties":false,"x-natural-key":["testId","classId"],"examples":[{"classId":"018de0a1-7c00-7101-8b01-5f0e6c1d0003","groupId":"018de0a1-7c00-7404-8b01-5f0e6c1d0001","rows":[{"items":{"1":4,"2":3.5,"3":6,"4":5},"status":"present","student":"190301","total":18.5},{"items":{"1":4,"2":1.75,"3":4.5,"4":2},"status":"present","student":"190302","total":12.25},{"status":"absent","student":"190303"},{"status":"exempt","student":"190304"}],"term":"2023-2024-2","testId":"018de0a1-7c00-7505-8b01-5f0e6c1d0001"}]},"ScoreSheetsDocument":{"type":"object","title":"ScoreSheetsDocument","description":"登分表 · Score sheet","required":["kind","id","school","rev","createdAt","updatedAt","updatedBy","body"],"properties":{"kind":{"const":"score-sheets"},"id":{"$ref":"#/components/schemas/DocumentId"},"school":{"$ref":"#/components/schemas/SchoolId"},"rev":{"$ref":"#/components/schemas/Rev"},"createdAt":{"$ref":"#/components/schemas/Instant"},"updatedAt":{"$ref":"#/components/schemas/Instant"},"updatedBy":{"type":"string"},"body":{"$ref":"#/components/schemas/ScoreSheetsBody"},"warnings":{"$ref":"#/components/schemas/Warnings"},"sinceEpoch":{"$ref":"#/components/schemas/SinceEpoch"},"comment":{"$ref":"#/components/schemas/Comment"}},"additionalProperties":false},"TestReportsBody":{"title":"TestReportsBody","description":"质量检测报告 · Test report","type":"object","required":["groupId","term","testId","title"],"properties":{"groupId":{"description":"备课组 · Group","$ref":"#/components/schemas/DocumentId","x-refers-to":"groups"},"term":{"description":"学期 · Term","$ref":"#/components/schemas/TermCode","x-refers-to":"terms"},"testId":{"description":"测试 · Test","$ref":"#/components/schemas/DocumentId","x-refers-to":"tests"},"title":{"description":"标题 · Title","$ref":"#/components/schemas/OneLine","maxLength":200},"date":{"description":"日期 · Date","$ref":"#/components/schemas/Day"},"authorId":{"description":"执笔人 · Author","$ref":"#/components/schemas/DocumentId","x-refers-to":"teachers"},"targets":{"description":"质量目标 · Targets","type":"array","maxItems":6,"items":{"type":"object","required":["metric","target"],"properties":{"metric":{"description":"指标 · Metric","$ref":"#/components/schemas/LevelMetrics"},"target":{"description":"目标 · Target. 率写成 0.85 · a rate is written 0.85","type":"number","minimum":0,"maximum":10000,"x-decimals":4}},"additionalProperties":false},"x-merge-key":["metric"]},"wentWell":{"description":"成绩与亮点 · What went well","$ref":"#/components/schemas/Paragraphs","maxLength":20000},"problems":{"description":"存在问题 · Problems","$ref":"#/components/schemas/Paragraphs","maxLength":20000},"causes":{"description":"原因分析 · Causes","$ref":"#/components/schemas/Paragraphs","maxLength":20000},"measures":{"description":"改进措施 · Measures","$ref":"#/components/schemas/Paragraphs","maxLength":20000},"followUps":{"description":"跟进 · Follow-up","type":"array","maxItems":50,"items":{"type":"object","required":["what"],"properties":{"what":{"description":"跟进事项 · What","$ref":"#/components/schemas/OneLine","maxLength":500},"teacherId":{"description":"负责人 · Who","$ref":"#/components/schemas/DocumentId","x-refers-to":"teachers"},"due":{"description":"期限 · Due","$ref":"#/components/schemas/Day"},"done":{"description":"已完成 · Done","type":"boolean"}},"additionalProperties":false},"x-merge-key":["what"]}},"additionalProperties":false,"x-natural-key":["testId","groupId"],"examples":[{"authorId":"018de0a1-7c00-7202-8b01-5f0e6c1d0002","causes":"例题只用了一种说法，学生按关键词套用。","date":"2024-03-20","followUps":[{"done":false,"due":"2024-03-27","teacherId":"018de0a1-7c00-7202-8b01-5f0e6c1d0002","what":"三班第四题重做一遍"}],"groupId":"018de0a1-7c00-7404-8b01-5f0e6c1d0001","measures":"下周每天一道只写相等关系、不求解的小题。","problems":"列方程时找不准相等关系。","targets":[{"metric":"mean","target":16.5},{"metric":"pass","target":0.95},{"metric":"low","target":0.02}],"term":"2023-2024-2","testId":"018de0a1-7c00-7505-8b01-5f0e6c1d0001","title":"“简易方程”随堂练习分析","wentWell":"解方程的格式整齐，检验的习惯已经养成。"}]},"TestReportsDocument":{"type":"object","title":"TestReportsDocument","description":"质量检测报告 · Test report","required":["kind","id","school","rev","state","createdAt","updatedAt","updatedBy","body"],"properties":{"kind":{"const":"test-reports"},"id":{"$ref":"#/components/schemas/DocumentId"},"school":{"$ref":"#/components/schemas/SchoolId"},"rev":{"$ref":"#/components/schemas/Rev"},"state":{"$ref":"#/components/schemas/DocumentStates"},"createdAt":{"$ref":"#/components/schemas/Instant"},"updatedAt":{"$ref":"#/components/schemas/Instant"},"updatedBy":{"type":"string"},"body":{"$ref":"#/components/schemas/TestReportsBody"},"warnings":{"$ref":"#/components/schemas/Warnings"},"sinceEpoch":{"$ref":"#/components/schemas/SinceEpoch"},"transition":{"$ref":"#/components/schemas/LastTransition"},"comment":{"$ref":"#/components/schemas/Comment"}},"additionalProperties":false},"Body":{"oneOf":[{"$ref":"#/components/schemas/TermsBody"},{"$ref":"#/components/schemas/ClassesBody"},{"$ref":"#/components/schemas/TeachersBody"},{"$ref":"#/components/schemas/ResearchGroupsBody"},{"$ref":"#/components/schemas/SettingsBody"},{"$ref":"#/components/schemas/GroupsBody"},{"$ref":"#/components/schemas/DutiesBody"},{"$ref":"#/components/schemas/PlansBody"},{"$ref":"#/components/schemas/TestsBody"},{"$ref":"#/components/schemas/MinutesBody"},{"$ref":"#/components/schemas/ScoreSheetsBody"},{"$ref":"#/components/schemas/TestReportsBody"}]},"Document":{"oneOf":[{"$ref":"#/components/schemas/TermsDocument"},{"$ref":"#/components/schemas/ClassesDocument"},{"$ref":"#/components/schemas/TeachersDocument"},{"$ref":"#/components/schemas/ResearchGroupsDocument"},{"$ref":"#/components/schemas/SettingsDocument"},{"$ref":"#/components/schemas/GroupsDocument"},{"$ref":"#/components/schemas/DutiesDocument"},{"$ref":"#/components/schemas/PlansDocument"},{"$ref":"#/components/schemas/TestsDocument"},{"$ref":"#/components/schemas/MinutesDocument"},{"$ref":"#/components/schemas/ScoreSheetsDocument"},{"$ref":"#/components/schemas/TestReportsDocument"}],"discriminator":{"propertyName":"kind","mapping":{"terms":"#/components/schemas/TermsDocument","classes":"#/components/schemas/ClassesDocument","teachers":"#/components/schemas/TeachersDocument","research-groups":"#/components/schemas/ResearchGroupsDocument","settings":"#/components/schemas/SettingsDocument","groups":"#/components/schemas/GroupsDocument","duties":"#/components/schemas/DutiesDocument","plans":"#/components/schemas/PlansDocument","tests":"#/components/schemas/TestsDocument","minutes":"#/components/schemas/MinutesDocument","score-sheets":"#/components/schemas/ScoreSheetsDocument","test-reports":"#/components/schemas/TestReportsDocument"}}},"AbilityLevels":{"type":"string","description":"能力层次 · Ability level: `remember` 识记 Remember, `understand` 理解 Understand, `apply` 应用 Apply, `analyse` 分析 Analyse, `synthesise` 综合 Synthesise, `evaluate` 评价 Evaluate","enum":["remember","understand","apply","analyse","synthesise","evaluate"]},"AttendanceStatuses":{"type":"string","description":"出勤 · Attendance: `present` 出席 Present, `late` 迟到 Late, `left-early` 早退 Left early, `excused` 请假 Excused, `absent` 缺席 Absent","enum":["present","late","left-early","excused","absent"]},"AuditActions":{"type":"string","description":"审计动作 · Audit action: `create` 新建 Created, `update` 修改 Changed, `delete` 删除 Deleted, `restore` 恢复 Restored, `transition` 流转 Moved on, `logged-in` 登录 Logged in, `log-in-failed` 登录失败 Log-in failed, `logged-out` 退出 Logged out, `refused` 被拒绝 Refused, `account-created` 建立账号 Account made, `account-changed` 修改账号 Account changed, `code-issued` 发激活码 Activation code issued, `password-set` 设置密码 Password set, `token-created` 建立令牌 Token made, `token-rotated` 更换令牌 Token rotated, `token-revoked` 撤销令牌 Token revoked, `school-created` 建立学校 School made, `school-changed` 修改学校 School changed, `district-created` 建立区县 District made, `students-read` 查看学生成绩 Students' rows read, `subject-exported` 导出学生数据 A student's data exported, `subject-erased` 清除学生数据 A student's data erased, `retired` 到期清除 Removed after its time, `backed-up` 备份数据库 Database backed up, `database-restored` 从备份恢复数据库 Database restored from a backup, `reindexed` 重建索引 Reindexed","enum":["create","update","delete","restore","transition","logged-in","log-in-failed","logged-out","refused","account-created","account-changed","code-issued","password-set","token-created","token-rotated","token-revoked","school-created","school-changed","district-created","students-read","subject-exported","subject-erased","retired","backed-up","database-restored","reindexed"]},"Cadences":{"type":"string","description":"活动频次 · Cadence: `weekly` 每周 Weekly, `fortnightly` 每两周 Fortnightly, `odd-weeks` 单周 Odd weeks, `even-weeks` 双周 Even weeks","enum":["weekly","fortnightly","odd-weeks","even-weeks"]},"Degrees":{"type":"string","description":"学历 · Degree: `10` 研究生 Postgraduate, `20` 本科 Bachelor, `30` 大专 Junior college, `40` 中职 Secondary vocational, `60` 高中 Senior secondary, `70` 初中 Junior secondary, `80` 小学 Primary, `90` 其他 Other","enum":["10","20","30","40","60","70","80","90"]},"DocumentStates":{"type":"string","description":"状态 · State: `draft` 草稿 Draft, `submitted` 已提交 Submitted, `returned` 已退回 Returned, `approved` 已通过 Approved, `archived` 已归档 Archived","enum":["draft","submitted","returned","approved","archived"]},"DutyHolders":{"type":"string","description":"职责承担者 · Duty holder: `leader` 备课组长 Leader, `each-member` 每位组员 Each member, `group` 备课组 Group, `head` 教研组长 Research-group head","enum":["leader","each-member","group","head"]},"DutyPeriods":{"type":"string","description":"周期 · Period: `week` 每周 A week, `fortnight` 每两周 A fortnight, `month` 每月 A month, `term` 每学期 A term, `year` 每学年 A year, `event` 每次 Each time","enum":["week","fortnight","month","term","year","event"]},"DutyThemes":{"type":"string","description":"职责主题 · Duty theme: `meetings` 集体备课 Meetings, `planning` 计划 Planning, `study` 理论学习 Study, `pace` 统一进度与要求 Common pace, `tests` 命题与质量分析 Tests and their analysis, `observation` 听课 Observation, `inspection` 检查督促 Checks, `records` 记录 Records, `competitions` 竞赛与兴趣小组 Competitions, `research` 课题与论文 Research, `mentoring` 青年教师 Young teachers, `open-lessons` 公开课 Open lessons, `support` 培优补差 Support, `homework` 作业 Homework, `reporting` 汇报反馈 Reporting, `archive` 存档上交 Archive, `attendance` 考勤 Attendance, `other` 其他 Other","enum":["meetings","planning","study","pace","tests","observation","inspection","records","competitions","research","mentoring","open-lessons","support","homework","reporting","archive","attendance","other"]},"Genders":{"type":"string","description":"性别 · Gender: `0` 未知 Unknown, `1` 男 Male, `2` 女 Female, `9` 未说明 Unspecified","enum":["0","1","2","9"]},"GroupRoles":{"type":"string","description":"组内身份 · Role in the group: `leader` 备课组长 Leader, `member` 组员 Member, `supervisor` 分管领导 Supervisor","enum":["leader","member","supervisor"]},"ItemTypes":{"type":"string","description":"题型 · Item type: `choice` 选择题 Choice, `judgement` 判断题 True or false, `blank` 填空题 Fill in, `calculation` 计算题 Calculation, `drawing` 操作题 Drawing, `problem` 解决问题 Problem, `reading` 阅读题 Reading, `writing` 写作题 Writing, `oral` 口语题 Oral, `experiment` 实验题 Experiment, `other` 其他 Other","enum":["choice","judgement","blank","calculation","drawing","problem","reading","writing","oral","experiment","other"]},"LevelMetrics":{"type":"string","description":"质量指标 · Level metric: `mean` 平均分 Mean, `score-rate` 得分率 Score rate, `excellent` 优秀率 Excellent rate, `good` 良好及以上率 Good-or-above rate, `pass` 合格率 Pass rate, `low` 低分率 Low rate","enum":["mean","score-rate","excellent","good","pass","low"]},"MeetingKinds":{"type":"string","description":"活动类型 · Meeting kind: `preparation` 集体备课 Lesson preparation, `study` 理论学习 Study, `research-lesson` 研究课 Research lesson, `lesson-review` 评课 Lesson review, `test-writing` 命题 Test writing, `quality-analysis` 质量分析 Quality analysis, `revision` 复习 Revision, `inspection` 常规检查 Routine check, `summary` 总结 Summary","enum":["preparation","study","research-lesson","lesson-review","test-writing","quality-analysis","revision","inspection","summary"]},"UnitAnalysisAspects":{"type":"string","description":"单元分析项目 · Aspect of a unit analysis: `textbook` 单元教材分析 Textbook, `goals` 单元目标要求 Goals, `design` 单元设计意图 Design, `achievement` 单元目标达成分析 Achievement","enum":["textbook","goals","design","achievement"]},"ProgressLevels":{"type":"string","description":"进度层级 · Progress level: `unit` 单元 Unit, `lesson` 课 Lesson","enum":["unit","lesson"]},"PlanLevels":{"type":"string","description":"计划层级 · Plan level: `group` 备课组 Group, `research-group` 教研组 Research group, `office` 教科室 Office","enum":["group","research-group","office"]},"Roles":{"type":"string","description":"角色 · Role: `teacher` 教师 Teacher, `leader` 备课组长 Group leader, `head` 教研组长 Research-group head, `school-admin` 学校管理员 School administrator, `district-admin` 区县管理员 District administrator, `integration` 外部系统 Other system, `server` 服务器管理员 Server administrator","enum":["teacher","leader","head","school-admin","district-admin","integration","server"]},"ScoreStatuses":{"type":"string","description":"参考情况 · Score status: `present` 正常 Present, `absent` 缺考 Absent, `exempt` 免考 Exempt, `deferred` 缓考 Deferred, `void` 作弊 Void, `transferred` 转出 Transferred","enum":["present","absent","exempt","deferred","void","transferred"]},"Stages":{"type":"string","description":"学段 · Stage: `primary` 小学 Primary, `junior` 初中 Junior secondary, `senior` 高中 Senior secondary","enum":["primary","junior","senior"]},"Subjects":{"type":"string","description":"学科 · Subject: `chinese` 语文 Chinese, `mathematics` 数学 Mathematics, `english` 英语 English, `morality` 道德与法治 Morality and law, `science` 科学 Science, `physics` 物理 Physics, `chemistry` 化学 Chemistry, `biology` 生物 Biology, `geography` 地理 Geography, `history` 历史 History, `politics` 政治 Politics, `music` 音乐 Music, `art` 美术 Art, `sports` 体育 Sports, `information-technology` 信息科技 Information technology, `labour` 劳动 Labour, `other` 其他 Other","enum":["chinese","mathematics","english","morality","science","physics","chemistry","biology","geography","history","politics","music","art","sports","information-technology","labour","other"]},"TestKinds":{"type":"string","description":"测试类型 · Test kind: `lesson` 随堂 In class, `unit` 单元 Unit, `monthly` 月考 Monthly, `midterm` 期中 Midterm, `final` 期末 Final, `survey` 调研 Survey, `single` 单项 Single skill, `competition` 竞赛 Competition, `experiment` 实验 Experiment, `mock` 模拟 Mock","enum":["lesson","unit","monthly","midterm","final","survey","single","competition","experiment","mock"]},"UnifiedPoints":{"type":"string","description":"统一事项 · Unified point: `goals` 教学目的 Goals, `key-points` 重点 Key points, `difficulties` 难点 Difficulties, `pace` 进度 Pace, `requirements` 要求 Requirements, `content` 内容 Content, `examples` 例题 Examples, `homework` 作业 Homework, `exercises` 练习 Exercises, `tests` 测试 Tests, `assessment` 考核 Assessment","enum":["goals","key-points","difficulties","pace","requirements","content","examples","homework","exercises","tests","assessment"]},"DescriptorName":{"type":"string","enum":["ability-levels","attendance-statuses","audit-actions","cadences","degrees","document-states","duty-holders","duty-periods","duty-themes","genders","group-roles","item-types","level-metrics","meeting-kinds","unit-analysis-aspects","progress-levels","plan-levels","roles","score-statuses","stages","subjects","test-kinds","unified-points"]},"ProblemType":{"type":"string","enum":["/problems/malformed","/problems/bad-parameter","/problems/bad-cursor","/problems/unauthenticated","/problems/wrong-credentials","/problems/forbidden","/problems/not-found","/problems/method-not-allowed","/problems/not-acceptable","/problems/timeout","/problems/duplicate","/problems/wrong-state","/problems/fixed-member","/problems/in-use","/problems/conflict","/problems/mutation-gap","/problems/epoch-changed","/problems/request-running","/problems/gone","/problems/cursor-gone","/problems/stale-base","/problems/too-large","/problems/unsupported-media-type","/problems/validation","/problems/mutation-reused","/problems/precondition-required","/problems/too-many-requests","/problems/headers-too-large","/problems/internal","/problems/unavailable"]},"Problem400":{"description":"`malformed` 请求无法读懂 · The request can't be read. `bad-parameter` 参数有误 · A parameter is wrong. `bad-cursor` 游标无效 · The cursor is not valid here","allOf":[{"$ref":"#/components/schemas/Problem"},{"type":"object","required":["requestId"],"properties":{"status":{"type":"integer","minimum":400,"maximum":400},"type":{"type":"string","pattern":"^/problems/(malformed|bad-parameter|bad-cursor)$"}}}]},"Problem401":{"description":"`unauthenticated` 请先登录 · Not logged in. `wrong-credentials` 登录名、密码或激活码不对 · The login name, password or activation code is not right","allOf":[{"$ref":"#/components/schemas/Problem"},{"type":"object","required":["requestId"],"properties":{"status":{"type":"integer","minimum":401,"maximum":401},"type":{"type":"string","pattern":"^/problems/(unauthenticated|wrong-credentials)$"}}}]},"Problem403":{"description":"`forbidden` 没有权限 · Not allowed","allOf":[{"$ref":"#/components/schemas/Problem"},{"type":"object","required":["requestId"],"properties":{"status":{"type":"integer","minimum":403,"maximum":403},"type":{"type":"string","pattern":"^/problems/(forbidden)$"}}}]},"Problem404":{"description":"`not-found` 没有找到 · Not found","allOf":[{"$ref":"#/components/schemas/Problem"},{"type":"object","required":["requestId"],"properties":{"status":{"type":"integer","minimum":404,"maximum":404},"type":{"type":"string","pattern":"^/problems/(not-found)$"}}}]},"Problem405":{"description":"`method-not-allowed` 此处不能这样操作 · Method not allowed","allOf":[{"$ref":"#/components/schemas/Problem"},{"type":"object","required":["requestId"],"properties":{"status":{"type":"integer","minimum":405,"maximum":405},"type":{"type":"string","pattern":"^/problems/(method-not-allowed)$"}}}]},"Problem406":{"description":"`not-acceptable` 没有这种格式 · Not available in this format","allOf":[{"$ref":"#/components/schemas/Problem"},{"type":"object","required":["requestId"],"properties":{"status":{"type":"integer","minimum":406,"maximum":406},"type":{"type":"string","pattern":"^/problems/(not-acceptable)$"}}}]},"Problem408":{"description":"`timeout` 请求太慢 · The request took too long","allOf":[{"$ref":"#/components/schemas/Problem"},{"type":"object","required":["requestId"],"properties":{"status":{"type":"integer","minimum":408,"maximum":408},"type":{"type":"string","pattern":"^/problems/(timeout)$"}}}]},"Problem409":{"description":"`duplicate` 已经有一份 · There is one already. `wrong-state` 现在的状态不允许 · Its state does not allow this. `fixed-member` 建立后不能改 · Can't be changed after creation. `in-use` 还有文档用到它 · Documents rest on it. `conflict` 与现有内容冲突 · In conflict with what is there. `mutation-gap` 序号不连续 · A mutation number is missing. `epoch-changed` 服务器已从备份恢复 · The server was restored from a backup. `request-running` 同一请求正在处理 · The same request is still running","allOf":[{"$ref":"#/components/schemas/Problem"},{"type":"object","required":["requestId"],"properties":{"status":{"type":"integer","minimum":409,"maximum":409},"type":{"type":"string","pattern":"^/problems/(duplicate|wrong-state|fixed-member|in-use|conflict|mutation-gap|epoch-changed|request-running)$"}}}]},"Problem410":{"description":"`gone` 已删除 · Deleted. `cursor-gone` 游标已失效，请从头读取 · The cursor is gone; read afresh","allOf":[{"$ref":"#/components/schemas/Problem"},{"type":"object","required":["requestId"],"properties":{"status":{"type":"integer","minimum":410,"maximum":410},"type":{"type":"string","pattern":"^/problems/(gone|cursor-gone)$"}}}]},"Problem412":{"description":"`stale-base` 文档已被别人改过 · The document has changed since","allOf":[{"$ref":"#/components/schemas/Problem"},{"type":"object","required":["requestId"],"properties":{"status":{"type":"integer","minimum":412,"maximum":412},"type":{"type":"string","pattern":"^/problems/(stale-base)$"}}}]},"Problem413":{"description":"`too-large` 内容太大 · Too large","allOf":[{"$ref":"#/components/schemas/Problem"},{"type":"object","required":["requestId"],"properties":{"status":{"type":"integer","minimum":413,"maximum":413},"type":{"type":"string","pattern":"^/problems/(too-large)$"}}}]},"Problem415":{"description":"`unsupported-media-type` 不支持的内容类型 · Unsupported media type","allOf":[{"$ref":"#/components/schemas/Problem"},{"type":"object","required":["requestId"],"properties":{"status":{"type":"integer","minimum":415,"maximum":415},"type":{"type":"string","pattern":"^/problems/(unsupported-media-type)$"}}}]},"Problem422":{"description":"`validation` 内容有误 · The content is not right. `mutation-reused` 同一序号用于不同内容 · A mutation number was used again","allOf":[{"$ref":"#/components/schemas/Problem"},{"type":"object","required":["requestId"],"properties":{"status":{"type":"integer","minimum":422,"maximum":422},"type":{"type":"string","pattern":"^/problems/(validation|mutation-reused)$"}}}]},"Problem428":{"description":"`precondition-required` 缺少 If-Match · If-Match is missing","allOf":[{"$ref":"#/components/schemas/Problem"},{"type":"object","required":["requestId"],"properties":{"status":{"type":"integer","minimum":428,"maximum":428},"type":{"type":"string","pattern":"^/problems/(precondition-required)$"}}}]},"Problem429":{"description":"`too-many-requests` 请求太多 · Too many requests","allOf":[{"$ref":"#/components/schemas/Problem"},{"type":"object","required":["requestId"],"properties":{"status":{"type":"integer","minimum":429,"maximum":429},"type":{"type":"string","pattern":"^/problems/(too-many-requests)$"}}}]},"Problem431":{"description":"`headers-too-large` 请求头太大 · The headers are too large","allOf":[{"$ref":"#/components/schemas/Problem"},{"type":"object","required":["requestId"],"properties":{"status":{"type":"integer","minimum":431,"maximum":431},"type":{"type":"string","pattern":"^/problems/(headers-too-large)$"}}}]},"Problem500":{"description":"`internal` 服务器出错 · Something went wrong in the server","allOf":[{"$ref":"#/components/schemas/Problem"},{"type":"object","required":["requestId"],"properties":{"status":{"type":"integer","minimum":500,"maximum":500},"type":{"type":"string","pattern":"^/problems/(internal)$"}}}]},"Problem503":{"description":"`unavailable` 服务器暂时不可用 · The server is unavailable for now","allOf":[{"$ref":"#/components/schemas/Problem"},{"type":"object","required":["requestId"],"properties":{"status":{"type":"integer","minimum":503,"maximum":503},"type":{"type":"string","pattern":"^/problems/(unavailable)$"}}}]}}}}
"""##
}
